# Dropout's masks are a function of seed, step, layer and element, and are gone
# when predicting. Also in binary32.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t
# RUN: plexc %s -O0 -o %t.f32
# RUN: %agrees --f32 %t.f32

block Thinned(rate: float)(x: f32[n]) -> f32[n] {
  return x |> Dense(n) as inner |> Dropout(rate) as thin
}
network DropoutNumbers {
  input  x: f32[3]
  target t: f32[2]
  let    g = x |> Dense(6, tanh) as fc |> Dropout(30%)
  output h = g + (g |> Thinned(0.5) as block0)
  output y = h |> Dense(2) as head
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
  optimizer: sgd(lr: 0.1, momentum: 0.5)
}
build { batch: 6 }
