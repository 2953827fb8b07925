# Without random numbers: rows and units may change places, layers their names.
const FACTOR = 1

network Plain {
  input  x: f32[257]
  input  u: f32[5, 3]
  target y: index(10)
  target t: f32[17]
  layer  shared = Dense(64, tanh)
  let    h      = x |> Dense(129, gelu) as first |> Dense(64, silu) as second
  let    s      = shared(shared(h)) + h
  let    k      = u |> Dense(7, softplus) as key
  let    seen   = softmax(k @ transpose(k) * 0.5, axis: 1) @ k |> flatten
  let    z      = concat(s, seen) |> Dense(10) as head
  output p      = softmax(z)
  output label  = argmax(z)
  output v      = s |> Dense(17) as value
  loss   class  = FACTOR * cross_entropy(z, y, label_smoothing: 10%)
  loss   value  = FACTOR * 0.5 * huber(v, t, delta: 0.3)
  loss   size   = FACTOR * 1e-3 * sum(shared.weight * shared.weight)
  metric accuracy(z, y)
  metric mae(v, t)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), y: npy("y.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    2
  batch:     32
  seed:      5
  optimizer: adam(lr: 1e-3, weight_decay: 1e-3)
  clip:      global_norm(0.5)
}
build { batch: 67 }
