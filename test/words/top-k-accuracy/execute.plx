# All metrics, over rows that come in unequal batches; of equal elements the
# first counts as larger.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network MetricNumbers {
  input  x: f32[4]
  target y: index(5)
  target b: f32[5]
  target t: f32[5]
  output z    = x |> Dense(5) as fc
  output tied = clamp(z, -0.5, 0.5)
  loss   binary_cross_entropy(z, b)
  metric top1 = accuracy(z, y)
  metric top2 = top_k_accuracy(z, y, k: 2)
  metric tied = top_k_accuracy(tied, y, k: 3)
  metric binary_accuracy(z, b)
  metric mae(z, t)
  metric rmse(z, t)
  metric share = mean(z > t)
}

data rows {
  train: { x: npy("x.npy"), y: npy("y.npy"), b: npy("b.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
}
build { batch: 6 }
