# A word that does not exist, is not built yet or stands in the wrong place is
# named, with what was probably meant.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Unknown {
  input x: f32[4]
  # expected-error@+1 {{unknown layer `Dence`; did you mean `Dense`?}}
  let a = x |> Dence(8)
  # expected-error@+1 {{unknown function `rellu`; did you mean `relu`?}}
  let b = rellu(x)
  # expected-error@+1 {{unknown function `dense`}}
  let c = x |> dense(8)
  # expected-error@+1 {{unknown layer `Frobnicate`}}
  let d = x |> Frobnicate
  # expected-error@+1 {{unknown activation `tahn`; did you mean `tanh`?}}
  let e = x |> Dense(8, tahn)
  # expected-error@+1 {{`Conv2d` is not built yet}}
  let f = x |> Conv2d(16, kernel: 5)
  # expected-error@+1 {{`hinge` is not built yet}}
  let g = hinge(x, x)
  # A name whose definition failed is not undefined.
  output y = a + b
}
# -----
network Misplaced {
  input x: f32[4]
  # expected-error@+1 {{`relu` is a word, not a value; apply it: `x |> relu`}}
  let a = x + relu
  # expected-error@+1 {{`Dense(8)` is a layer, not a value; apply it: `x |> Dense(8)`, or name it: `layer f = Dense(8)`}}
  let b = Dense(8)
  # expected-error@+1 {{`softmax` is no activation}}
  let c = x |> Dense(8, softmax)
  # expected-error@+1 {{`zeros` is an initialiser, for a setting such as `init: zeros`}}
  let d = zeros(4)
  # expected-error@+1 {{`x` is a tensor and cannot be called}}
  let e = x(1)
  # expected-error@+1 {{this cannot be called}}
  let f = (x + x)(1)
  # expected-error@+1 {{`layer` names a layer such as `Dense(8)`; `relu` is none}}
  layer g = relu
  # expected-error@+1 {{`let (p, …)` is not built yet}}
  let (p, q) = relu(x)
  # expected-error@+1 {{a range stands only in `[ ]`}}
  let r = relu(0..2)
  output y = relu(x)
}
# -----
# expected-error@+1 {{`Dense` is a word of the language; the block needs another name}}
block Dense(x: f32[n]) {
  return x
}
network Hidden {
  input x: f32[4]
  output y = relu(x)
}
# -----
# Names of other frameworks.
network Foreign {
  input x: f32[4]
  target t: f32[1]
  # expected-error@+1 {{unknown layer `Linear`; did you mean `Dense`?}}
  let a = x |> Linear(1)
  # expected-error@+1 {{unknown function `dense`; did you mean `Dense`?}}
  let b = x |> dense(1)
  let z = x |> Dense(1)
  # expected-error@+1 {{unknown layer `BCEWithLogitsLoss`; did you mean `binary_cross_entropy`?}}
  loss c = BCEWithLogitsLoss(z, t)
}
