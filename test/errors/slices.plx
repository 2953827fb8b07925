# An index lies inside its axis.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Slices {
  # expected-note@+1 {{`x` is declared as f32[4, 6]}}
  input x: f32[4, 6]
  let good = x[1..3, :]
  let alsoGood: f32[6] = x[3]
  # expected-error@+1 {{`4` is outside axis 0, which has 4 elements, 0 to 3}}
  let a = x[4]
  # expected-error@+1 {{`0..7` is outside axis 1, which has 6 elements, 0 to 5}}
  let b = x[:, 0..7]
  # expected-error@+1 {{`-1` is outside axis 0}}
  let c = x[-1]
  # expected-error@+1 {{range from 3 to 3 is empty; `a..b` ends before `b`}}
  let d = x[3..3]
  # expected-error@+1 {{3 indices for f32[4, 6]; the batch has none}}
  let e = x[0, 0, 0]
  # expected-error@+1 {{an index is a whole number, got the number `1.5`}}
  let f = x[1.5]
  # expected-error@+1 {{an index is a whole number, got the number `1.5`}}
  let g = x[0..1.5]
  # expected-error@+1 {{an index is a whole number, got the number `1.0`}}
  let h = x[1.0..2]
  # expected-error@+1 {{an index is a whole number, got the tensor `x`}}
  let i = x[x]
  output y = x
}
# -----
network Ones {
  # expected-note@+1 {{`one` is declared as f32[1]}}
  input one: f32[1]
  # expected-note@+1 {{`number` is declared as f32}}
  input number: f32
  # expected-error@+1 {{`1` is outside axis 0, which has 1 element, 0 to 0}}
  let a = one[1]
  # expected-error@+1 {{1 index for f32; the batch has none}}
  let b = number[0]
  output y = one
}
