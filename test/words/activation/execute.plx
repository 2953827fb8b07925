# Every activation and its slope, far out too; adam. Also in binary32.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexc %s -O0 -o %t.f32
# RUN: %agrees --f32 %t.f32

network ActivationNumbers {
  input  x: f32[2]
  target t: f32[3]
  let    h = x |> Bias() as shift
  let    curves = concat([
    relu(h), leaky_relu(h, slope: 0.2), elu(h, alpha: 0.7), selu(h), gelu(h), silu(h),
    tanh(h), sigmoid(h), softplus(h), hard_sigmoid(h), hard_swish(h)])
  output y = curves |> Dense(3) as mix
  loss   huber(y, t, delta: 2)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adam(lr: 0.01)
}
build { batch: 6 }
