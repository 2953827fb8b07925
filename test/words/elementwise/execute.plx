# Arithmetic, comparisons and functions of elements, between tensors and with
# numbers; sgd with momentum under a linear schedule.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

const THIRD = 1 / 3

network ElementwiseNumbers {
  input  a: f32[4]
  input  b: f32[4]
  target t: f32[4]
  let    u      = a |> Bias() as p
  let    v      = b |> Bias() as q
  let    sums   = 2.5 * u + v - u * v * THIRD - -u
  let    ratio  = u / (abs(v) + 1) + 0.5 / (u * u + 0.25)
  let    curves = exp(-abs(u)) * log(v * v + 1) + sqrt(u * u + 1)
  let    edges  = max(u, v) * min(u, 0.3) + clamp(v, -0.5, 0.5) + max(0.25, v)
  let    order  = (u < v) + 2 * (u > v) + 4 * (u <= 0.5) + 8 * (0.25 >= u)
  let    marks  = order + 16 * (a == b) + 32 * (a != b)
  output y      = sums + ratio + curves + edges + 0.1 * marks * u
  output signs  = marks
  loss   mse(y, t)
}

data rows {
  train: { a: npy("a.npy"), b: npy("b.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.05, momentum: 0.9)
  schedule:  linear(min_lr: 0.01)
}
build { batch: 6 }
