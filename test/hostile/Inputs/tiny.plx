# Small enough to write its weights by hand; `same` shows what was read.
network Tiny {
  input  x: f32[3]
  target y: index(2)
  let    z = x |> Dense(2) as fc
  output logits = z
  output same = x
  loss   cross_entropy(z, y)
  metric accuracy(z, y)
}

data points { train: { x: csv("points.csv", 0..3), y: csv("points.csv", 3) } }

train {
  data:      points
  epochs:    2
  batch:     4
  optimizer: sgd(lr: 0.1)
}
