# Blocks: what they are given, what they return, and that they end.
# RUN: plexc check %s --verify-diagnostics --split-input-file

# expected-note@+1 {{`Residual` was declared here}}
block Residual(hidden: int, drop: float = 10%)(x: f32[n]) -> f32[n] {
  return x + (x |> Dense(hidden, relu) |> Dropout(drop) |> Dense(n))
}
network Settings {
  input x: f32[4]
  input image: f32[4, 4]
  # expected-error@+1 {{`Residual` needs `hidden`, int}}
  let a = x |> Residual()
  # expected-error@+1 {{`Residual` takes no `hiden`; did you mean `hidden`?}}
  let b = x |> Residual(hiden: 3)
  # expected-error@+1 {{`hidden` of `Residual` is a whole number, got the number `1.5`}}
  let c = x |> Residual(1.5)
  # expected-error@+1 {{`Residual` takes 2 settings; this one is too many}}
  let d = x |> Residual(1, 2, 3)
  # expected-note@+2 {{`hidden` was given here first}}
  # expected-error@+1 {{`hidden` is given twice}}
  let e = x |> Residual(1, hidden: 2)
  layer r = Residual(3)
  # expected-error@+1 {{`Residual` is applied to 1 tensor, got 2}}
  let f = r(x, x)
  # expected-error@+1 {{`Residual` takes no `X`; did you mean `x`?}}
  let h = r(X: x)
  # expected-error@+1 {{expected a tensor, got the number `3`}}
  let g = r(3)
  output y = x
}
# -----
# expected-note@+1 {{the type of `x` is written here}}
block Square(x: f32[n, n]) -> f32[n, n] {
  return x
}
network Dimensions {
  # expected-note@+1 {{`x` is declared as f32[4, 5]}}
  input x: f32[4, 5]
  # expected-error@+1 {{`x` is written as `f32[n, n]`, but the value is f32[4, 5]}}
  output y = x |> Square
}
# -----
# expected-note@+1 {{the type of the result of `Halve` is written here}}
block Halve(x: f32[n]) -> f32[n] {
  # expected-note@+2 {{`x |> Dense(2)` got f32[2] from `Dense(2)`}}
  # expected-error@+1 {{the result of `Halve` is written as `f32[n]`, but the value is f32[2]}}
  return x |> Dense(2)
}
network Results {
  input x: f32[4]
  # expected-note@+1 {{in `Halve` as used here}}
  let a = x |> Halve
  # What is wrong in a block is told once.
  output y = x |> Halve
}
# -----
block Ping(x: f32[n]) {
  # expected-error@+1 {{unknown function `rellu`; did you mean `relu`?}}
  return rellu(x)
}
network Inside {
  input x: f32[4]
  # expected-note@+1 {{in `Ping` as used here}}
  output y = x |> Ping
}
# -----
block Self(x: f32[n]) {
  # expected-note@+1 {{in `Other` as used here}}
  return x |> Other
}
block Other(x: f32[n]) {
  # expected-error@+1 {{block `Self` uses itself}}
  return x |> Self
}
network Recursion {
  input x: f32[4]
  # expected-note@+1 {{in `Self` as used here}}
  output y = x |> Self
}
# -----
block Frame(x: f32[n]) {
  # expected-error@+1 {{`loss` stands in a network}}
  loss mean(x)
  return x
}
# expected-error@+1 {{setting `s` cannot be `f32[4]`}}
block Typed(s: f32[4])(x: f32[n]) {
  return x
}
network Bodies {
  input x: f32[4]
  # expected-note@+1 {{in `Frame` as used here}}
  let a = x |> Frame
  let b = x |> Typed(3)
  # expected-error@+1 {{`repeat` takes a number and a layer with its settings}}
  let c = x |> repeat(3)
  # expected-error@+1 {{the count of `repeat` is a whole number from 1 to 200000, got the number `0`}}
  let d = x |> repeat(0, Dense(4))
  # expected-error@+1 {{`repeat` takes a number and a layer with its settings}}
  let e = x |> repeat(3, relu)
  # expected-error@+1 {{`repeat` makes layers; apply it}}
  let f = repeat(3, Dense(4))
  layer g = repeat(2, Dense(4))
  # expected-error@+1 {{`repeat` is applied to one tensor}}
  let h = g(x, x)
  output y = x
}
