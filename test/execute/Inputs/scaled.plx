# Columns of a file with a title and a name in every row, brought to a scale.
network Scaled {
  input x: f32[2]
  target t: f32[1]
  output y = x |> Dense(4, tanh) |> Dense(1)
  loss mse(y, t)
}
data points {
  train: {
    x: (csv("points.csv", 1..3, skip: 1) - 40) / 100,
    t: csv("points.csv", 3, skip: 1) / 10,
  }
}
train { data: points, epochs: 5, batch: 2, seed: 3, optimizer: adam(lr: 0.01) }
