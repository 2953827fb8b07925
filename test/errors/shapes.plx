# Shapes that do not fit are shown, with where each came from.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Operands {
  # expected-note@+1 {{`x` is declared as f32[8]}}
  input x: f32[8]
  # expected-note@+1 {{`a` got f32[16] from `Dense(16, relu)`}}
  let a = x |> Dense(16, relu)
  # expected-error@+1 {{operands of `+` have different shapes: f32[16] and f32[8]}}
  output y = a + x
}
# -----
network Inline {
  input x: f32[8]
  # expected-error@+3 {{operands of `*` have different shapes: f32[3] and f32[5]}}
  # expected-note@+2 {{`(x |> Dense(3))` got f32[3] from `Dense(3)`}}
  # expected-note@+1 {{`(x |> Dense(5))` got f32[5] from `Dense(5)`}}
  let a = (x |> Dense(3)) * (x |> Dense(5))
  output y = x
}
# -----
network Written {
  # expected-note@+1 {{`x` is declared as f32[8]}}
  input x: f32[8]
  # expected-error@+3 {{`a` is written as `f32[4]`, but the value is f32[8]}}
  # expected-note@+2 {{`relu(x)` is f32[8]}}
  # expected-note@+1 {{the type of `a` is written here}}
  let a: f32[4] = relu(x)
  # expected-error@+2 {{`b` is written as `f32[8, 1]`, but the value is f32[8]}}
  # expected-note@+1 {{the type of `b` is written here}}
  let b: f32[8, 1] = x
  # expected-error@+1 {{`c` has a tensor's type, but its value is the number `3`}}
  let c: f32 = 3
  # expected-error@+1 {{`d` is a tensor, so its type is `f32[…]` or `index(n)[…]`, not `int`}}
  let d: int = relu(x)
  output y = x
}
# -----
network Kinds {
  # expected-note@+1 {{`x` is declared as f32[8]}}
  input x: f32[8]
  # expected-note@+1 {{`labels` is declared as index(3)}}
  target labels: index(3)
  # expected-error@+1 {{`softmax` has no axis -1 in index}}
  let a = softmax(labels)
  # expected-error@+1 {{`Dense` needs at least one dimension, got index}}
  let b = labels |> Dense(3)
  # expected-error@+1 {{`argmax` has no axis 2 in f32[8], which has axes 0 to 0}}
  let c = argmax(x, axis: 2)
  # expected-error@+1 {{`-` takes real numbers, not classes of type index(n)}}
  let d = -labels
  # expected-error@+1 {{`mse` takes tensors, not a number}}
  let e = mse(x, 1)
  output y = x
}
