# `plain.plx` with other names, whose order in the alphabet is another too.
network Abracadabra {
  input  picture: f32[257]
  input  a: f32[5, 3]
  target class: index(10)
  target bb: f32[17]
  layer  b     = Dense(64, tanh)
  let    y     = picture |> Dense(129, gelu) as zeta |> Dense(64, silu) as omega
  let    x     = b(b(y)) + y
  let    u     = a |> Dense(7, softplus) as y_key
  let    p     = softmax(u @ transpose(u) * 0.5, axis: 1) @ u |> flatten
  let    h     = concat(x, p) |> Dense(10) as tau
  output t     = softmax(h)
  output best  = argmax(h)
  output aa    = x |> Dense(17) as aardvark
  loss   z     = cross_entropy(h, class, label_smoothing: 10%)
  loss   k     = 0.5 * huber(aa, bb, delta: 0.3)
  loss   first = 1e-3 * sum(b.weight * b.weight)
  metric hits  = accuracy(h, class)
  metric apart = mae(aa, bb)
}

data facts {
  train: { picture: npy("x.npy"), a: npy("u.npy"), class: npy("y.npy"), bb: npy("t.npy") }
}
train {
  data:      facts
  epochs:    2
  batch:     32
  seed:      5
  optimizer: adam(lr: 1e-3, weight_decay: 1e-3)
  clip:      global_norm(0.5)
}
build { batch: 67 }
