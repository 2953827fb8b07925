# Gradients that the loss is too coarse for.
network Flat {
  input  x: f32[4]
  target y: index(3)
  let    z = x
    |> Dense(16, sigmoid, init: normal(0, 50))
    |> Dense(16, sigmoid, init: normal(0, 50))
    |> Dense(16, sigmoid, init: normal(0, 50))
    |> Dense(16, sigmoid, init: normal(0, 50))
    |> Dense(3)
  loss   cross_entropy(z, y)
}

data rows { train: { x: csv("iris.csv", 0..4, skip: 1), y: csv("iris.csv", 4, skip: 1) } }
train { data: rows, epochs: 1, batch: 32, seed: 1, optimizer: sgd(lr: 0.1) }
build { precision: f64 }
