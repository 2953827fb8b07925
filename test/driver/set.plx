# `--set` mirrors the paths of the file and is checked like it.
#
# RUN: plexc check %s --set train.epochs=5
# What is wrong with the command line is 64, with the file 65.
# RUN: %exits 64 plexc check %s --set train.epoch=5 2>&1 | FileCheck --check-prefix=GUESS %s
# GUESS: error: `train` has no key `epoch`; did you mean `epochs`?
# RUN: %exits 64 plexc check %s --set train.epochs=-1 2>&1 | FileCheck --check-prefix=RANGE %s
# RANGE: error: `epochs` takes a whole number from 1 to 2147483647, got the number `-1`
# RUN: plexc check %s --set build.fuse=false
# RUN: %exits 64 plexc check %s --set build.fuse=no 2>&1 | FileCheck --check-prefix=FLAG %s
# FLAG: error: `fuse` takes `true` or `false`, got the word `no`
# RUN: %exits 64 plexc check %s --set foo=1
# RUN: %exits 64 plexc check %s --set 'weights.freeze="zz"'
# RUN: %exits 64 plexc check %s --set 'weights.freeze="*"'
# RUN: %exits 64 plexc check %s --build=foo 2>&1 | FileCheck --check-prefix=BUILD %s
# BUILD: plexc: error: there is no `build foo`
# RUN: sed s/mse/msee/ %s > %t.plx
# RUN: %exits 65 plexc check %t.plx --set train.epochs=5
# RUN: plexc check %s --set 'train.optimizer=sgd(lr: 1e-60)' --precision=f64
# RUN: %exits 64 plexc check %s --set 'train.optimizer=sgd(lr: 1e-60)' 2>&1 | FileCheck --check-prefix=TINY %s
# TINY: error: `lr` is 1e-60, which a 32-bit float rounds to 0

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
