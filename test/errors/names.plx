# A name means one thing, and is there before it is used.
# RUN: plexc check %s --verify-diagnostics --split-input-file

const WIDTH = 8

network Names {
  input pixels: f32[4]
  # expected-error@+1 {{`pixel` is not defined here; did you mean `pixels`?}}
  let a = relu(pixel)
  # expected-error@+1 {{`zzzzzz` is not defined here}}
  let b = pixels + zzzzzz
  # expected-error@+1 {{`WIDHT` is not defined here; did you mean `WIDTH`?}}
  let c = pixels |> Dense(WIDHT)
  # expected-note@+1 {{`d` was declared here}}
  let d = relu(pixels)
  # expected-error@+1 {{`d` is declared twice}}
  let d = tanh(pixels)
  # expected-error@+1 {{`later` is not defined here}}
  let e = relu(later)
  let later = relu(pixels)
  # expected-note@+1 {{`fc` was declared here}}
  let g = pixels |> Dense(8) as fc
  # expected-error@+1 {{`fc` is declared twice}}
  let h = pixels |> Dense(8) as fc
  # expected-error@+1 {{`as` names a new layer; `relu` is none}}
  let i = pixels |> relu as r
  output y = d
}
# -----
network Twice {
  input x: f32[4]
  # expected-note@+1 {{`y` was declared here}}
  let y = relu(x)
  # expected-error@+1 {{`y` is declared twice; the output needs another name, or stands in place of the other declaration}}
  output y = y
}
