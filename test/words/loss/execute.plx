# The elementwise losses, with a gradient in both arguments, alone and in sums;
# as metrics; a warm-up alone.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network LossNumbers {
  input  x: f32[4]
  target t: f32[3]
  target b: f32[3]
  output p        = x |> Dense(3) as p_layer
  output q        = x |> Dense(3) as q_layer
  loss   squares  = mse(p, q)
  loss   distance = 0.3 * mae(p, t) + 0.2 * mae(p, q)
  loss   robust   = huber(q, t) + huber(p, q, delta: 0.4)
  loss   bits     = binary_cross_entropy(30 * p, b) + 0.1 * binary_cross_entropy(p, sigmoid(q))
  metric mse(p, t)
  metric huber(q, t, delta: 0.5)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy"), b: npy("b.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
  schedule:  constant(warmup: 4 steps)
}
build { batch: 6 }
