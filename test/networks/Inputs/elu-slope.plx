block Block17(hidden: int)(x: f32[n]) -> f32[n] {
  let h = x |> Dense(hidden, elu)
  return x + (h |> Dense(n))
}
network Random {
  input x0: f32[257]
  let v2 = x0 |> Dense(16, silu) as f1
  let v3 = softmax(v2)
  let v4 = mean(v3, axis: 0)
  let v6 = x0 |> Dense(4, gelu) as f5
  let v8 = v6 |> Dense(1, elu(alpha: 0.5)) as f7
  let v9 = sum(v6)
  let v11 = v8 |> Dense(2, init: constant(0.25)) as f10
  let v13 = v11 |> Dense(32, bias: false) as f12
  let v14 = sum(v6, axis: 0)
  let v15 = v9 |> Dropout(0)
  let v16 = exp(clamp(v15, -3, 2))
  let v18 = x0 |> repeat(2, Block17(5))
  let v19 = v15 / (abs(v15) + 0.5)
  output o20 = v19
  output o = x0
  target t22: f32[32]
  loss loss21 = mse(v13, t22)
}
train {
  epochs: 1
  batch: 1
  optimizer: adamw(lr: 0.01)
  clip: global_norm(0.5)
}
build { batch: 1 }

