# Blocks, shared layers, repeat, several losses, outputs and frozen parameters,
# together as in a tied autoencoder; adamw. Also in binary32.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexc %s -O0 -o %t.f32
# RUN: %agrees --f32 %t.f32

const WIDTH = 3

block Residual(hidden: int)(x: f32[n]) -> f32[n] {
  return x + (x |> Dense(hidden, tanh) |> Dense(n, init: zeros))
}
block Encoder(code: int)(x: f32[n]) -> f32[code] {
  return x |> Dense(code, tanh) as inp |> repeat(2, Residual(5))
}
network Frame {
  input   x: f32[4]
  target  clean: f32[4]
  target  b: f32[WIDTH]
  default init: lecun_normal
  layer   encoder = Encoder(WIDTH)
  layer   gate    = Dense(WIDTH)
  output  code    = encoder(x)
  let     ref     = encoder(clean)
  let     z       = gate(gate(code))
  output  y       = sigmoid(code @ encoder.inp.weight |> Bias() as out_bias)
  let     gap     = code - stop_gradient(ref)
  loss    recon   = mse(y, clean)
  loss    pull    = 0.1 * mean(gap * gap)
  loss    gate    = 0.5 * binary_cross_entropy(z, b)
  metric  ref     = mean(ref)
}

data rows {
  train: { x: npy("x.npy"), clean: npy("clean.npy"), b: npy("b.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adamw(lr: 0.01)
  clip:      global_norm(0.5)
  schedule:  cosine(warmup: 1 steps, min_lr: 1e-3)
}
weights { freeze: ["encoder.residual0.dense1.*", "out_bias.*"] }
build { batch: 6 }
