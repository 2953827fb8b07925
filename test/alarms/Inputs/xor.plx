# Four rows and two units: most starts have too few units alive.
network Xor {
  input  x: f32[2]
  target y: f32[1]
  let    z = x |> Dense(2, relu) |> Dense(1)
  output p = sigmoid(z)
  loss   binary_cross_entropy(z, y)
}
data rows { train: { x: table([[0, 0], [0, 1], [1, 0], [1, 1]]), y: table([[0], [1], [1], [0]]) } }
train { data: rows, epochs: 1000, batch: 4, seed: 1, optimizer: sgd(lr: 0.5) }
