network Reconstruction {
  input  x: f32[2]
  target t: index(2)
  let    y              = x |> Dense(2)
  output z              = y
  loss   reconstruction = mse(y, x)
  metric a              = accuracy(y, t)
}

data d {
  train: { x: table([[1, 2], [3, 4], [0, 1], [2, 0]]), t: table([[0], [1], [0], [1]]) }
}

train { data: d, epochs: 3000, batch: 4, optimizer: adam(lr: 0.01) }
