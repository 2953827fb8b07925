# Every declaration has its place in the tree, with the words that document it.
# RUN: plexc %s --emit=ast -o - | FileCheck %s

# CHECK-LABEL: block Residual
# CHECK-NEXT:    doc "Keeps the width."
# CHECK-NEXT:    settings
# CHECK-NEXT:      drop
# CHECK-NEXT:        type float
# CHECK-NEXT:        default
# CHECK-NEXT:          number 10%
# CHECK-NEXT:    tensors
# CHECK-NEXT:      x
# CHECK-NEXT:        type f32
# CHECK-NEXT:          shape
# CHECK-NEXT:            name n
# CHECK-NEXT:    result
## Keeps the width.
block Residual(drop: float = 10%)(x: f32[n]) -> f32[n] {
  return x
}

# CHECK-LABEL: network Net
# CHECK-NEXT:    input word
# CHECK-NEXT:      type index
# CHECK-NEXT:        classes
# CHECK-NEXT:          number 27
# CHECK:         layer f
# CHECK-NEXT:      stage Residual()
# CHECK:         let (a, b)
# CHECK:         loss pull
# CHECK:         default init
network Net {
  input word: index(27)[4]
  layer f = Residual()
  let (a, b) = split(word)
  loss pull = mean(a)
  default init: zeros
}

# CHECK-LABEL: data d
# CHECK-NEXT:    train:
# CHECK-NEXT:      record
# CHECK-NEXT:        word:
# CHECK:         a.b:
data d { train: { word: csv("a.csv", 0..4) }, a.b: 1 }
