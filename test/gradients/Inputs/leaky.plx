# Kinks wherever one looks, and close to biases of 0.
network Leaky {
  input  x: f32[64]
  target y: index(10)
  let    z = x
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(32, leaky_relu)
    |> Dense(10)
  loss   cross_entropy(z, y)
}

data rows { train: { x: csv("digits.csv.gz", 0..64) / 16000, y: csv("digits.csv.gz", 64) } }
train { data: rows, epochs: 1, batch: 32, seed: 1, optimizer: sgd(lr: 0.1) }
build { precision: f64 }
