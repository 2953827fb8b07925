# Everything that has places of its own in memory: random numbers, moments, a
# norm of all gradients, frozen parameters, sizes that nothing divides.
network Noisy {
  input  x: f32[257]
  input  u: f32[5, 3]
  target y: index(10)
  target t: f32[17]
  layer  shared = Dense(64, tanh)
  let    h = x + 0.1 * noise(x)
    |> Dense(129, gelu) as first
    |> Dropout(20%)
    |> Dense(64, silu) as second
  let    s     = shared(shared(h)) + h
  let    k     = u |> Dense(7, softplus) as key
  let    seen  = softmax(k @ transpose(k) * 0.5, axis: 1) @ k |> flatten
  let    z     = concat(s, seen) |> Dense(10) as head
  output p     = softmax(z)
  output label = argmax(z)
  output v     = s[0..33] |> Dense(17) as value
  loss   class = cross_entropy(z, y, label_smoothing: 10%)
  loss   value = 0.5 * huber(v, t, delta: 0.3)
  loss   size  = 1e-3 * sum(shared.weight * shared.weight)
  metric accuracy(z, y)
  metric rmse(v, t)
}

data rows {
  train: { x: npy("x.npy"), u: npy("u.npy"), y: npy("y.npy"), t: npy("t.npy") }
}
train {
  data:      rows
  epochs:    3
  batch:     29
  seed:      5
  optimizer: adam(lr: 1e-3)
  clip:      global_norm(0.5)
}
weights { freeze: "second.bias" }
build { batch: 67 }
