# What comes back to the first of twenty sigmoids is next to nothing.
network DeepSigmoid {
  input  x: f32[4]
  target y: index(3)
  let    z = x |> repeat(20, Dense(8, sigmoid)) |> Dense(3)
  output p = softmax(z)
  loss   cross_entropy(z, y)
}
data rows { train: { x: csv("iris.csv", 0..4, skip: 1), y: csv("iris.csv", 4, skip: 1) } }
train { data: rows, epochs: 100, batch: 15, seed: 1, optimizer: adam(lr: 1e-2) }
