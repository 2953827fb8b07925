# Dense with and without a bias, with an activation, and on every step of a
# sequence; plain gradient descent.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network DenseNumbers {
  input  x: f32[3, 5]
  target t: f32[3, 2]
  let    h = x |> Dense(4, tanh) as fc |> Dense(6, bias: false) as thin
  output y = h |> Dense(2) as head
  loss   mse(y, t)
  metric mae(y, t)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
}
build { batch: 6 }
