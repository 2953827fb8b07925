# Every argument is checked against the settings of its word.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Settings {
  input x: f32[4]
  # expected-error@+1 {{`Dense` takes no `unit`; did you mean `units`?}}
  let a = x |> Dense(unit: 8)
  # expected-error@+1 {{`softmax` takes no `temperature`}}
  let b = softmax(x, temperature: 2)
  # expected-error@+1 {{`Dense` needs `units`, a whole number from 1 to 2147483647}}
  let c = x |> Dense()
  # expected-error@+1 {{`units` of `Dense` is a whole number from 1 to 2147483647, got the number `0`}}
  let d = x |> Dense(0)
  # expected-error@+1 {{`units` of `Dense` is a whole number from 1 to 2147483647, got the number `2147483648`}}
  let e = x |> Dense(2147483648)
  # expected-error@+1 {{`units` of `Dense` is a whole number}}
  let f = x |> Dense(8.5)
  # expected-error@+1 {{`units` of `Dense` is a whole number from 1 to 2147483647, got the tensor `x`}}
  let g = x |> Dense(x)
  # expected-error@+1 {{`bias` of `Dense` is `true` or `false`, got the number `1`}}
  let h = x |> Dense(8, bias: 1)
  # expected-error@+1 {{`rate` of `Dropout` is a number, got the number `2 epochs`}}
  let i = x |> Dropout(2 epochs)
  # expected-error@+1 {{`activation` of `Dense` is an activation such as `relu`, got the number `3`}}
  let j = x |> Dense(8, 3)
  # expected-note@+2 {{`units` was given here first}}
  # expected-error@+1 {{`units` is given twice}}
  let k = x |> Dense(8, units: 9)
  # expected-error@+1 {{`relu` takes 1 argument; this one is too many}}
  let l = relu(x, x)
  # expected-error@+1 {{`relu` takes 1 argument, and the pipe gives it; this one is too many}}
  let m0 = x |> relu(x)
  # expected-error@+1 {{`reshape` takes 2 arguments, and the pipe gives the first; this one is too many}}
  let m1 = x |> reshape(4, 1)
  # expected-error@+1 {{`axis` of `softmax` is an axis, a whole number from 0 to 7, got the number `-1`}}
  let m = softmax(x, axis: -1)
  # expected-error@+1 {{`shape` of `reshape` is a list of one to 8 whole numbers from 1 to 2147483647, got the number `0`}}
  let n = reshape(x, [2, 0])
  # expected-error@+1 {{`relu` needs a tensor, got the number `3`}}
  let o = relu(3)
  # expected-error@+1 {{`relu` needs `x`, a tensor}}
  let p = relu()
  # expected-error@+1 {{`leaky_relu` takes no `slop`; did you mean `slope`?}}
  let q = x |> Dense(8, leaky_relu(slop: 0.1))
  # expected-error@+1 {{`xs` of `concat` is a list of tensors, got an empty list}}
  let r = concat([])
  output y = x
}
# -----
network Defaults {
  input x: f32[4]
  # expected-error@+1 {{no layer takes `inti`; did you mean `init`?}}
  default inti: zeros
  # expected-error@+1 {{no layer takes `learning_rate`}}
  default learning_rate: 3
  # expected-error@+1 {{`init` of `Bias` is an initialiser such as `kaiming_normal`, got the number `3`}}
  default init: 3
  output y = x
}
# -----
network Numbers {
  # expected-note@+1 {{`x` is declared as f32[4]}}
  input x: f32[4]
  # expected-error@+1 {{expected a tensor, got a list}}
  let a = x * [1, 2]
  # expected-error@+1 {{expected a tensor, got the number `3`}}
  output b = 3
  # expected-error@+1 {{`1e300` is too large for a 32-bit float}}
  let c = x * 1e300
  # expected-error@+1 {{expected a tensor, got the number `2 epochs`}}
  let d = x * 2 epochs
  # expected-error@+1 {{`like` of `broadcast` is a tensor, got a number}}
  let e = broadcast(x, like: 3)
  output y = x
}
# -----
network OneClass {
  # expected-note@+1 {{`z` is declared as f32[1]}}
  input z: f32[1]
  # expected-note@+1 {{`y` is declared as index(1)}}
  target y: index(1)
  # expected-error@+1 {{class_weight has 2 numbers for 1 class}}
  loss class = cross_entropy(z, y, class_weight: [1, 2])
}
