// `nn.noise` and `nn.gaussian` take a shape and give numbers.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3xf32>, %seed: i64, %step: i64) {
  // CHECK: nn.noise %{{.*}} {stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  // CHECK: nn.gaussian %{{.*}} {stream = 7 : i32} : (tensor<?x3xf32>, i64, i64) -> tensor<?x3xf32>
  %y = nn.noise %x {stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %g = nn.gaussian %x, %seed, %step {stream = 7 : i32}
    : (tensor<?x3xf32>, i64, i64) -> tensor<?x3xf32>
  return
}

// -----

func.func @noise_type(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.noise %x {stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x2xf32>
  return
}
