# Ranges are half-open, a single index drops its axis, `:` is all of it.
# RUN: plexc %s --emit=nn -o - | FileCheck %s

network Slices {
  input x: f32[4, 6]
  let a: f32[2, 6] = x[1..3]
  let b: f32[4] = x[:, 5]
  let c: f32 = x[3, 0]
  output p = a
  output q = b
  output r = c
}

# CHECK: %a = nn.slice %x {drop = array<i64>, sizes = array<i64: 2, 6>, starts = array<i64: 1, 0>}
# CHECK: %b = nn.slice %x {drop = array<i64: 1>, sizes = array<i64: 4, 1>, starts = array<i64: 0, 5>} {{.*}} -> tensor<?x4xf32>
# CHECK: %c = nn.slice %x {drop = array<i64: 0, 1>, {{.*}} -> tensor<?xf32>
