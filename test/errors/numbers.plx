# Numbers of a formula that make no sense are refused where they stand.
# RUN: plexc check %s --verify-diagnostics --split-input-file

network Clamp {
  # expected-note@+1 {{`x` is declared as f32[3]}}
  input x: f32[3]
  # expected-error@+1 {{`clamp` needs min <= max}}
  output y = clamp(x, 1, -1)
}
# -----
network Huber {
  # expected-note@+1 {{`x` is declared as f32[3]}}
  input x: f32[3]
  # expected-note@+1 {{`t` is declared as f32[3]}}
  target t: f32[3]
  # expected-error@+1 {{`huber` needs delta > 0}}
  loss huber(x, t, delta: -1)
}
# -----
network Weights {
  # expected-note@+1 {{`x` is declared as f32[2]}}
  input x: f32[2]
  # expected-note@+1 {{`t` is declared as index(2)}}
  target t: index(2)
  # expected-error@+1 {{a class_weight is at least 0}}
  loss cross_entropy(x, t, class_weight: [-1, 0])
}
