# broadcast repeats along new axes and along those of size 1: numbers,
# parameters and rows.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network BroadcastNumbers {
  input  x: f32[2, 4]
  input  u: f32[4]
  target t: f32[2, 4]
  layer  fc     = Dense(3)
  let    h      = fc(x)
  let    centre = reshape(mean(h, axis: 1), [2, 1])
  let    tall   = broadcast(u |> Bias() as row, like: x)
  output y      = tanh(tall * x)
  output z      = h - broadcast(centre, like: h) + broadcast(fc.bias, like: h) * 0.5 + broadcast(2, like: h)
  loss   y      = mse(y, t)
  loss   z      = 0.1 * mean(z * z)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
}
build { batch: 6 }
