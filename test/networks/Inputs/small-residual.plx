block Block8(hidden: int)(x: f32[n]) -> f32[n] {
  let h = x |> Dense(hidden, gelu)
  return x + (h |> Dense(n))
}
network Random {
  input x0: f32[257]
  let v2 = x0 |> Dense(9) as f1
  let v4 = v2 |> Dense(4, elu(alpha: 0.5), init: xavier_normal) as f3
  let v5 = concat(x0, x0, axis: 0)
  let v6 = v2 - v2
  let v7 = mean(v2, axis: 0)
  let v9 = x0 |> repeat(2, Block8(8))
  let v10 = v6 - 0.1
  let v11 = f3.weight * 1.7
  let v12 = v2[0]
  let v13 = v6 |> Dropout(0.5)
  output o14 = v13
  output o15 = v7
  output o = x0
  target t17: f32
  loss loss16 = mse(v7, t17)
  target t19: f32[4]
  metric metric18 = rmse(v4, t19)
  target t21: f32[257]
  metric metric20 = binary_accuracy(v9, t21)
}
train {
  epochs: 1
  batch: 1
  optimizer: sgd(lr: 0.1)
  clip: value(0.1)
}
build { batch: 1 }

