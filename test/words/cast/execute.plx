# An index(2) is 0 and 1 to a loss of logits, and to its metric, whether there is one
# logit or several in a row.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexus-fuzz --judge=%s

network CastNumbers {
  input  x: f32[3]
  target y: index(2)
  target c: index(2)[4]
  let    z = x |> Dense(1) as one
  let    v = x |> Dense(4) as four
  loss   single = binary_cross_entropy(z, y)
  loss   each   = binary_cross_entropy(v, c)
  metric binary_accuracy(z, y)
  metric hits   = binary_accuracy(v, c)
  output p = sigmoid(z)
}

data rows {
  train: { x: npy("x.npy"), y: npy("y.npy"), c: npy("c.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.3)
}
build { batch: 6 }
