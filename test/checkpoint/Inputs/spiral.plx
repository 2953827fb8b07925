# A training with everything that a checkpoint has to hold: moments, dropout, a
# schedule, the best epoch, an epoch that is cut.
network Spiral {
  input  x: f32[2]
  target y: index(2)
  let    z = x |> Dense(24, tanh) |> Dropout(10%) |> Dense(2)
  output p = softmax(z)
  loss   cross_entropy(z, y)
  metric accuracy(z, y)
}
data points {
  train: { x: csv("points.csv", 0..2), y: csv("points.csv", 2) }
  split: random(validation: 20%, seed: 3)
}
train {
  data:       points
  epochs:     40
  batch:      7
  seed:       11
  optimizer:  adam(lr: 1e-2)
  schedule:   cosine(warmup: 2 epochs)
  clip:       global_norm(1.0)
  stop:       early(val_loss, patience: 30 epochs, restore: best)
  checkpoint: every(5 steps, "spiral.ckpt")
}
