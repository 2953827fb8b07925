# An initialiser is one of the table, with the numbers that it takes.
# RUN: plexc check %s --verify-diagnostics

network Initialisers {
  input x: f32[4]
  # expected-error@+1 {{unknown initialiser `xavier_unifrom`; did you mean `xavier_uniform`?}}
  let a = x |> Dense(8, init: xavier_unifrom)
  # expected-error@+1 {{`relu` is no initialiser such as `kaiming_normal`}}
  let b = x |> Dense(8, init: relu)
  # expected-error@+1 {{`orthogonal` is not built yet}}
  let c = x |> Dense(8, init: orthogonal)
  # expected-error@+1 {{`uniform` takes 2 numbers, got 1}}
  let d = x |> Dense(8, init: uniform(1))
  # expected-error@+1 {{its first number must be below its second}}
  let e = x |> Dense(8, init: uniform(1, -1))
  # expected-error@+1 {{`constant` takes 1 number, got 2}}
  let m = x |> Dense(8, init: constant(1, 2))
  # expected-error@+1 {{`xavier_normal` takes no `mod`; did you mean `mode`?}}
  let n = x |> Dense(8, init: xavier_normal(mod: fan_in))
  # expected-error@+1 {{the standard deviation of `normal` must not be negative}}
  let f = x |> Dense(8, init: normal(0, -1))
  # expected-error@+1 {{`mode` of `xavier_normal` is `fan_in` or not given, got the word `fan_out`}}
  let g = x |> Dense(8, init: xavier_normal(mode: fan_out))
  # expected-error@+1 {{`zeros` takes no `mode`}}
  let h = x |> Dense(8, init: zeros(mode: fan_in))
  # expected-error@+1 {{an argument of `constant` is a number, got the word `relu`}}
  let i = x |> Dense(8, init: constant(relu))
  # expected-error@+1 {{`init` of `Dense` is an initialiser such as `kaiming_normal`, got the number `0`}}
  let j = x |> Dense(8, init: 0)
  # expected-error@+1 {{unknown initialiser `wwwwwwwwwwww`}}
  let k = x |> Dense(8, init: wwwwwwwwwwww(1))
  output y = x
}
