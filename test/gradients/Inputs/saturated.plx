# Gradients of all sizes down to none, in a chaos of steep parts.
network Saturated {
  input  x: f32[64]
  target y: index(10)
  let    z = x
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(32, tanh, init: normal(0, 20))
    |> Dense(10)
  loss   cross_entropy(z, y)
}

data rows { train: { x: csv("digits.csv.gz", 0..64) / 16, y: csv("digits.csv.gz", 64) } }
train { data: rows, epochs: 1, batch: 32, seed: 1, optimizer: sgd(lr: 0.1) }
build { precision: f64 }
