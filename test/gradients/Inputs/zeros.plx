# Kinks behind kinks: all units of all layers, in the row of zeros.
network Zeros {
  input  x: f32[2]
  target y: f32[1]
  let    z = x
    |> Dense(8, leaky_relu(slope: 0.3))
    |> Dense(8, leaky_relu(slope: 0.3))
    |> Dense(8, leaky_relu(slope: 0.3))
    |> Dense(1)
  loss   mse(z, y)
}

data rows {
  train: { x: table([[0, 0], [0, 1], [1, 0], [1, 1]]), y: table([[1], [0], [0], [1]]) }
}
train { data: rows, epochs: 1, batch: 4, seed: 1, optimizer: sgd(lr: 0.1) }
build { precision: f64 }
