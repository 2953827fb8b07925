# Tied weights: a layer's weight is used a second time by `@`, and in a term of
# the loss that no row enters.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network EinsumNumbers {
  input  x: f32[2, 5]
  target t: f32[2, 5]
  layer  inp  = Dense(3, tanh)
  output y    = inp(x) @ inp.weight |> Bias() as out
  let    gram = inp.weight @ transpose(inp.weight)
  loss   fit  = mse(y, t)
  loss   gram = 0.01 * mean(gram * gram)
}

data rows {
  train: { x: npy("x.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: sgd(lr: 0.1, momentum: 0.9, nesterov: true)
}
build { batch: 6 }
