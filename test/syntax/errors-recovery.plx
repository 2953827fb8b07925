# The parser goes on at the next line, so that one run shows every mistake.
# RUN: plexc check %s --verify-diagnostics

network Mistakes {
  # expected-error@+1 {{expected `:` and a type, got `f32`}}
  input x f32[4]
  # expected-error@+1 {{chooses what is computed in}}
  input z: f64[3]
  # expected-error@+1 {{comparisons do not chain}}
  let a = x < y < z
  # expected-error@+1 {{expected a statement, got `lett`; did you mean `let`?}}
  lett c = 4
  # expected-note@+2 {{`n` was given here first}}
  # expected-error@+1 {{argument `n` is given twice}}
  loss mse(a, b, n: 1, n: 2)
  # expected-error@+1 {{a new name is written `let z = …`}}
  z = 3
  # expected-error@+1 {{unexpected character `;`}}
  let d = 1;
}

# expected-error@+1 {{expected a declaration, got `trian`; did you mean `train`?}}
trian { epochs: 2 }

# expected-error@+1 {{unknown unit `epoch`; did you mean `epochs`?}}
train { epochs: 2 epoch }
