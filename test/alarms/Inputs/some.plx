# Starts that are good, dead or not finite, as chance has it.
network Some {
  input  x: f32[1]
  target t: f32[1]
  let    z = x |> Dense(1, bias: false, init: normal(0, 60)) as odd
  let    g = x |> Dense(1, relu, bias: false) as gate
  output y = exp(z) + g |> Dense(1) as even
  loss   mse(y, t)
}
data ones {
  train: {
    x: table([[1], [1], [1], [1], [1], [1], [1], [1]])
    t: table([[1], [1], [1], [1], [1], [1], [1], [1]])
  }
}
train { data: ones, epochs: 1, batch: 8, optimizer: sgd(lr: 1e-2) }
