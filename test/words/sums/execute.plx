# Sums that are long: over more rows than a part has, over more elements than a chain, and
# over all of a gradient for its norm. Also in binary32.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexc %s -O0 -o %t.f32
# RUN: %agrees --f32 %t.f32

network SumsNumbers {
  input  x: f32[3]
  target t: f32[2]
  let    h     = x |> Dense(70, tanh) as fc
  output y     = h |> Dense(2, bias: false) as out
  output s     = sum(h)
  loss   fit   = mse(y, t)
  loss   small = mean(h * h)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     290
  seed:      12345678901
  optimizer: sgd(lr: 0.1, momentum: 0.9)
  clip:      global_norm(0.05)
}
build { batch: 300 }
