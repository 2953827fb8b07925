# Bias alone; biases of zero keep the whole numbers of x on the kinks, where the
# slope of relu and abs is 0, that of clamp is 1, and max and min give all to
# the first of equal operands.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network BiasNumbers {
  input  x: f32[2, 3]
  input  u: f32[2, 3]
  target t: f32[2, 3]
  let    a     = x |> Bias() as p
  let    b     = u |> Bias(relu) as q
  let    edges = max(a, b) - 2 * min(a, b) + 3 * abs(a)
  output y     = edges + 0.5 * clamp(a, -1, max: 1) + 0.1 * relu(a)
  loss   sum(y * t)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.05, weight_decay: 0.1)
  clip:      value(0.3)
}
build { batch: 6 }
