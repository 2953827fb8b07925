# `--set` mirrors the paths of the file and is checked like it.
#
# RUN: plexc check %s --set train.epochs=5
# RUN: %exits 65 plexc check %s --set train.epoch=5 2>&1 | FileCheck --check-prefix=GUESS %s
# GUESS: error: `train` has no key `epoch`; did you mean `epochs`?
# RUN: %exits 65 plexc check %s --set train.epochs=-1 2>&1 | FileCheck --check-prefix=RANGE %s
# RANGE: error:

network Line {
  input x: f32[1]
  target t: f32[1]
  let p = x |> Dense(1)
  output y = p
  loss mse(p, t)
}

data line {
  train: { x: table([[0], [1]]), t: table([[1], [3]]) }
}

train {
  data: line
  epochs: 10
  batch: 2
  optimizer: sgd(lr: 0.1)
}
