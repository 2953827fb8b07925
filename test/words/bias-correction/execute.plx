# Adam's moments start at zero and are corrected by powers of beta, here large
# corrections; decoupled weight decay by default.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network BiasCorrectionNumbers {
  input  x: f32[3]
  target t: f32[2]
  output y = x |> Dense(2) as fc
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
  optimizer: adamw(lr: 0.1, beta1: 0.5, beta2: 0.75)
}
build { batch: 6 }
