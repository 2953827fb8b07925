# Sums and means along one axis, several and all; sgd with Nesterov's momentum
# and weight decay.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network ReduceNumbers {
  input  x: f32[2, 3, 4]
  target t: f32[3, 4]
  let    h    = x |> Bias(tanh) as shift
  output a    = mean(h, axis: 0)
  output b    = sum(h, axis: [0, 2])
  output m    = mean(h * h)
  output d    = sum(h, axis: 2)
  loss   fit  = mse(a, t)
  loss   size = 0.1 * mean(b * b)
  loss   one  = m
  loss   all  = 0.2 * mean(d * d)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1, momentum: 0.8, nesterov: true, weight_decay: 0.01)
}
build { batch: 6 }
