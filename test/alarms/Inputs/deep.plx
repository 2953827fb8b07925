# Activations of two kinds, layers without, one used twice, and a frozen one.
network Deep {
  input  x: f32[3]
  target t: f32[2]
  layer  twice = Dense(4, tanh)
  let    a = x |> Dense(5, bias: false) as inner |> Bias(relu) as first
  let    b = a |> Dense(4) as middle |> twice |> twice
  output y = b |> Dense(2) as last
  loss   mse(y, t)
}
data rows { train: { x: csv("rows.csv", 0..3), t: csv("rows.csv", 3..5) } }
weights { freeze: ["middle.*"] }
train { data: rows, epochs: 1, batch: 16, seed: 3, optimizer: sgd(lr: 1e-2) }
