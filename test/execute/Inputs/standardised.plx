# Columns of very different scale; the constants are learnt, and belong to the weights.
network Standardised {
  input x: f32[2]
  target t: f32[1]
  output y = x |> Dense(4, tanh) |> Dense(1)
  loss mse(y, t)
}
data points {
  train: { x: standardise(csv("points.csv", 1..3, skip: 1)), t: csv("points.csv", 3, skip: 1) / 10 }
  validation: { x: standardise(csv("later.csv", 1..3)), t: csv("later.csv", 3) / 10 }
}
train { data: points, epochs: 5, batch: 2, seed: 3, optimizer: adam(lr: 0.01) }
