# Noise is a function of seed, step, place and element, and zero when
# predicting; a warm-up and a line down.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network NoiseNumbers {
  input  x: f32[4, 3]
  target t: f32[4, 2]
  output h = x + 0.1 * noise(x)
  let    z = h |> Dense(2) as fc
  output y = tanh(z) + 0.5 * noise(z) * z
  loss   mse(y, t)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adam(lr: 0.03)
  schedule:  linear(warmup: 3 steps, min_lr: 1e-3)
}
build { batch: 6 }
