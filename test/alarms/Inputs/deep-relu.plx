# Twenty layers that learn, though in many starts half of one is dead.
network DeepRelu {
  input  x: f32[64]
  target y: index(10)
  let    z = x |> repeat(20, Dense(32, relu)) |> Dense(10)
  output p = softmax(z)
  loss   cross_entropy(z, y)
}
data rows { train: { x: csv("digits.csv.gz", 0..64) / 16, y: csv("digits.csv.gz", 64) } }
train { data: rows, epochs: 10, batch: 32, seed: 1, optimizer: adam(lr: 1e-3) }
