# A number is repeated in every dimension, the rows among them.
# RUN: plexc %s --emit=nn -o - | FileCheck %s

network Filled {
  input x: f32[2, 3]
  output y = broadcast(3, like: x)
}

# CHECK: %[[THREE:.*]] = arith.constant 3.0
# CHECK: %y = nn.broadcast %[[THREE]], %x {axes = array<i64: 0, 1, 2>} : (f32, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
