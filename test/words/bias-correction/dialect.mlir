// `nn.bias_correction` gives a real number from a count of steps.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%step: i64) {
  // CHECK: nn.bias_correction %{{.*}} {beta = 9.000000e-01 : f64} : (i64) -> f32
  %c = nn.bias_correction %step {beta = 0.9} : (i64) -> f32
  return
}

// -----

func.func @step_is_i64(%step: f32) {
  // expected-error@+1 {{operand #0 must be 64-bit signless integer}}
  %c = nn.bias_correction %step {beta = 0.9} : (f32) -> f32
  return
}
