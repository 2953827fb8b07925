# Overlapping slices add up their gradients; an index drops its axis; adam with
# other settings.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network SliceNumbers {
  input  x: f32[4, 5]
  target t: f32[2, 3]
  target s: f32[4]
  let    h      = x |> Dense(6, tanh) as p
  output y      = h[1..3, 0..3] + h[2..4, 3..6]
  output column = h[:, 4]
  output corner = h[3, 0]
  loss   y      = mse(y, t)
  loss   column = mse(column, s)
  loss   corner = corner * corner
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy"), s: npy("s.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adam(lr: 0.02, beta1: 0.8, beta2: 0.99, eps: 1e-3)
}
build { batch: 6 }
