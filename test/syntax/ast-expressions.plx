# What binds what, and how pipes, slices and units stand in the tree.
# RUN: plexc %s --emit=ast -o - | FileCheck %s

# CHECK-LABEL: const SUM
# CHECK-NEXT: binary +
# CHECK-NEXT:   name a
# CHECK-NEXT:   binary *
# CHECK-NEXT:     negate
# CHECK-NEXT:       name b
# CHECK-NEXT:     number 20%
const SUM = a + -b * 20%

# CHECK-LABEL: const PIPE
# CHECK-NEXT: pipe
# CHECK-NEXT:   binary @
# CHECK:        stage encoder.inp
# CHECK-NEXT:   stage Dense() as head
# CHECK-NEXT:     number 8
# CHECK-NEXT:     init:
# CHECK-NEXT:       name zeros
const PIPE = a @ b
  |> encoder.inp
  |> Dense(8, init: zeros) as head

# CHECK-LABEL: const SLICE
# CHECK-NEXT: index
# CHECK-NEXT:   name x
# CHECK-NEXT:   range
# CHECK-NEXT:     number 0
# CHECK-NEXT:     name n
# CHECK-NEXT:   all
const SLICE = x[0..n, :]

# A newline ends a statement, but not in brackets and not after an operator.
# CHECK-LABEL: const LINES
# CHECK-NEXT: binary +
# CHECK-NEXT:   call f
# CHECK-NEXT:     binary +
# CHECK:        number 2 epochs
const LINES = f(
  a
  + b) +
  2 epochs
