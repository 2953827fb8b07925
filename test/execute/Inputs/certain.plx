# A logit of -inf for a class that is not the target: its probability is 0.
network Certain {
  input x: f32[3]
  target y: index(3)
  let z = log(max(x, 0)) |> Bias()
  output p = z
  loss cross_entropy(z, y)
}
data d { train: { x: table([[0, 1, 3], [1, 0, 1]]), y: table([[1], [0]]) } }
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
