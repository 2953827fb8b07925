# concat of unequal parts along the last axis, and along the first; clipping by
# the common norm.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network ConcatNumbers {
  input  x: f32[5, 3]
  target t: f32[5, 9]
  target s: f32[10, 3]
  let    p    = x |> Dense(2) as p_layer
  let    q    = x |> Dense(4) as q_layer
  output wide = tanh(concat([p, x, q], axis: 1))
  output tall = concat([wide[:, 0..3], wide[:, 5..8] * x])
  loss   wide = mse(wide, t)
  loss   tall = mse(tall, s)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy"), s: npy("s.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
  clip:      global_norm(0.05)
}
build { batch: 6 }
