# A bracket that is not closed costs its own statement only, and the message
# points at both ends.
# RUN: plexc check %s --verify-diagnostics

network Open {
  # expected-note@+1 {{to match this `(`}}
  let a = f(x,
    y
  # expected-error@+1 {{expected `)`, got `let`}}
  let b = 1
  # expected-error@+1 {{expected an expression, got `)`}}
  output y = (a + ) * 2
}
