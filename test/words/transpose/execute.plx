# transpose exchanges the last two axes, or takes them in any order; a cosine
# with a warm-up.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network TransposeNumbers {
  input  x: f32[2, 3, 4]
  target t: f32[5, 4, 2]
  output h = transpose(x) |> Dense(5, tanh) as fc
  output y = transpose(h, axes: [2, 1, 0])
  loss   mse(y, t)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.2)
  schedule:  cosine(warmup: 2 steps, min_lr: 0.02)
}
build { batch: 6 }
