# Columns of very different scale and tanh: the first layer is flat.
network Saturated {
  input  x: f32[30]
  target y: index(2)
  let    z = x |> Dense(16, tanh) |> Dense(16, tanh) |> Dense(2)
  output p = softmax(z)
  loss   cross_entropy(z, y)
}
data rows { train: { x: csv("breast_cancer.csv", 0..30, skip: 1), y: csv("breast_cancer.csv", 30, skip: 1) } }
train { data: rows, epochs: 30, batch: 16, seed: 1, optimizer: sgd(lr: 1e-3) }
