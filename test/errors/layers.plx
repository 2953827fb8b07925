# Layers that are shared, and the parameters that are reached through them.
# RUN: plexc check %s --verify-diagnostics --split-input-file

block Encoder(code: int)(x: f32[n]) -> f32[code] {
  return x |> Dense(8) as inp |> Dense(code) as out
}
network Layers {
  # expected-note@+1 {{`x` was declared here}}
  input x: f32[4]
  input u: f32[6]
  # expected-note@+1 {{`f` was declared here}}
  layer f = Dense(3)
  # expected-note@+1 {{`g` was declared here}}
  layer g = Dense(3)
  layer e = Encoder(2)
  # expected-note@+1 {{the first call is here}}
  let a = f(x)
  # expected-error@+1 {{`f.weight` is f32[3, 4] since the first call, but this one needs f32[3, 6]; calls of one layer share its parameters}}
  let b = f(u)
  # expected-error@+1 {{`g` has no parameters yet; their shapes come from its first call}}
  let c = x @ g.weight
  # expected-error@+1 {{`f` has no `wieght`; did you mean `weight`?}}
  let d = f.wieght
  let good = e(x)
  let alsoGood: f32[8, 4] = e.inp.weight
  # expected-error@+1 {{`e` has no `imp`; did you mean `inp`?}}
  let h = e.imp.weight
  # expected-error@+1 {{`e.inp` is a layer, not a value}}
  let i = e.inp
  # expected-error@+1 {{`e` has no `zzz`}}
  let j = e.zzz
  # expected-error@+1 {{`x` is no layer; parameters are reached through layers: `f.weight`}}
  let k = x.weight.bias
  # expected-error@+1 {{`nobody` is not defined here}}
  let l = nobody.weight
  # expected-error@+1 {{`f` is a layer, not a value; apply it: `x |> f`}}
  let m = x + f
  output y = x
}
