# No gradient passes stop_gradient: one use of a shared layer is held, and a
# layer that only it reaches keeps its weights.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network StopGradientNumbers {
  input  x: f32[4]
  target t: f32[4]
  layer  encoder = Dense(3)
  let    code    = tanh(encoder(x))
  let    gap     = code - stop_gradient(encoder(t))
  output y       = code * (x |> Dense(3) as dead |> stop_gradient)
  loss   pull    = mean(gap * gap)
  loss   scaled  = 0.3 * mean(y * y)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1)
}
build { batch: 6 }
