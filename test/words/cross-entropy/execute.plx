# cross_entropy for one class a row and for one a step, smoothed and weighted;
# adamw with clipping by value.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network CrossEntropyNumbers {
  input  x: f32[3, 5]
  input  u: f32[5]
  target many: index(4)[3]
  target y: index(4)
  layer  fc       = Dense(4)
  let    v        = fc(u)
  output z        = 5 * fc(x)
  loss   plain    = cross_entropy(v, y)
  loss   smooth   = cross_entropy(z, many, label_smoothing: 0.1)
  loss   weighted = cross_entropy(v, y, class_weight: [1, 2, 0.5, 1.5])
  loss   both     = cross_entropy(z, many, label_smoothing: 20%, class_weight: [3, 1, 0.5, 0])
  metric accuracy(z, many)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), many: npy("many.npy"), y: npy("y.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adamw(lr: 0.05, weight_decay: 0.1)
  clip:      value(0.2)
}
build { batch: 6 }
