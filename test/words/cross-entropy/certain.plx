# A class with probability 0, a logit of -inf, that is not the target adds 0 to the
# loss, not NaN: the mean of log 4 and log 2 is 1.0397.
# RUN: plexc %s --precision=f64 -o %t
# RUN: %t init --save %t.safetensors
# RUN: %t evaluate --split train --weights %t.safetensors | FileCheck %s
# CHECK: loss 1.0397

network Certain {
  input x: f32[3]
  target y: index(3)
  let z = log(max(x, 0)) |> Bias()
  output p = z
  loss cross_entropy(z, y)
}
data d { train: { x: table([[0, 1, 3], [1, 0, 1]]), y: table([[1], [0]]) } }
train { data: d, epochs: 1, optimizer: sgd(lr: 0.1) }
