# reshape and flatten keep the row-major order; adamw under a schedule of steps.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network ReshapeNumbers {
  input  x: f32[2, 3, 4]
  target t: f32[2]
  output h = reshape(x, [4, 6]) |> Dense(5, tanh) as fc
  output y = h |> flatten |> Dense(2) as head
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
  optimizer: adamw(lr: 0.01)
  schedule:  step(every: 2 steps, factor: 0.5)
}
build { batch: 6 }
