# The machine as data: vectors and registers follow from the features of the
# processor, multiply-adds and loads from LLVM's model of it, caches from a table.
#
# RUN: plexc %s --print=target -march=x86-64-v3 | FileCheck --check-prefix=V3 %s
# RUN: plexc %s --print=target -march=znver4 | FileCheck --check-prefix=ZEN %s
# RUN: plexc %s --print=target -march=cascadelake | FileCheck --check-prefix=SERVER %s
# RUN: plexc %s --print=target | FileCheck --check-prefix=NATIVE %s
#
# V3:      processor              x86-64-v3
# V3-NEXT: vector                 32 bytes
# V3-NEXT: vector registers       16
# V3-NEXT: multiply-adds a cycle  2.0 vectors, each in 5 cycles
# V3-NEXT: loads a cycle          2.0 vectors
# V3-NEXT: computes in            f32, f64
# Of a machine that is not this one, nothing is known.
# V3-NEXT: threads                1
# V3-NEXT: registers              512 bytes
# V3-NEXT: L1                     32768 bytes, 64 a cycle
# V3-NEXT: L2                     262144 bytes, 32 a cycle
# V3-NEXT: memory                 as much as there is, 16 a cycle
#
# A core whose units are half as wide as its vectors, and one with two wide units.
# ZEN:     vector                 64 bytes
# ZEN:     multiply-adds a cycle  1.0 vectors, each in 4 cycles
# ZEN:     L2                     1048576 bytes, 64 a cycle
# SERVER:  multiply-adds a cycle  2.0 vectors, each in 4 cycles
#
# NATIVE:  computes in            f32, f64
# NATIVE-NEXT: threads            {{ *[1-9]}}

network N {
  input  x: f32[3]
  output y = relu(x)
}
