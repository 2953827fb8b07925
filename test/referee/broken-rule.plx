# The front end speaks for itself when the referee is given what is wrong.
# RUN: %exits 65 plexus-referee %s 2>&1 | FileCheck %s
# CHECK: 6:16: error: operands of `+` have different shapes: f32[2] and f32[3]
network Wrong {
  input x: f32[2], input u: f32[3]
  output y = x + u
}
