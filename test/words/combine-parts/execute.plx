# Gradients over six parts of rows, the last of which is short, and over three; weights are
# updated as soon as the last part is added. Also by the slow road, and in binary32.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexc %s --precision=f64 -O0 -o %t.slow
# RUN: %agrees %t.slow
# RUN: plexc %s -o %t.f32
# RUN: %agrees --f32 %t.f32

network CombinePartsNumbers {
  input  x: f32[2]
  target t: f32[3]
  let    h   = x |> Dense(9, tanh) as fc
  output y   = h |> Dense(3) as out
  loss   fit = mse(y, t)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     384
  seed:      12345678901
  optimizer: adam(lr: 0.01)
}
build { batch: 700 }
