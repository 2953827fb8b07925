# Ten layers of two units, each of which lets half through.
network Abs {
  input  x: f32[1]
  target t: f32[1]
  output y = x |> repeat(10, Dense(2, relu)) |> Dense(1)
  loss   mse(y, t)
}
data rows { train: { x: csv("abs.csv", 0), t: csv("abs.csv", 1) } }
train { data: rows, epochs: 100, batch: 16, seed: 1, optimizer: adam(lr: 1e-2) }
