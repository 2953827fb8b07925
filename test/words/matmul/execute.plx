# `@` row by row where both operands have rows, as in attention; with a
# parameter on one side; and between parameters.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %agrees %t

network MatmulNumbers {
  input  x: f32[5, 3]
  input  u: f32[3]
  target t: f32[5, 4]
  layer  query = Dense(2, bias: false)
  layer  key   = Dense(2, bias: false)
  let    q     = query(x)
  let    k     = key(x)
  let    v     = x |> Dense(4) as value
  output a     = softmax(q @ transpose(k) * 0.7, axis: 1)
  output y     = a @ v
  output r     = u @ transpose(query.weight) @ key.weight
  let    s     = u @ (transpose(query.weight) @ key.weight)
  loss   fit   = mse(y, t)
  loss   r     = 0.1 * mean(r * s)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    1
  batch:     3
  seed:      12345678901
  optimizer: adam(lr: 0.02)
  clip:      global_norm(0.1)
  schedule:  cosine()
}
build { batch: 6 }
