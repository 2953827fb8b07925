# Columns of very different scale, as they come.
network Wine {
  input  x: f32[13]
  target y: index(3)
  let    z = x |> Dense(16, relu) |> Dense(16, relu) |> Dense(3)
  output p = softmax(z)
  loss   cross_entropy(z, y)
}
data rows { train: { x: csv("wine.csv", 0..13), y: csv("wine.csv", 13) } }
train { data: rows, epochs: 30, batch: 16, seed: 1, optimizer: sgd(lr: 1e-2) }
