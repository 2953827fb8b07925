// `nn.dropout` and its mask have a rate and a stream of random numbers.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x3xf32>, %seed: i64, %step: i64) {
  // CHECK: nn.dropout %{{.*}} {rate = 2.500000e-01 : f64, stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  // CHECK: nn.dropout_mask %{{.*}} {rate = 2.500000e-01 : f64, stream = 7 : i32} : (tensor<?x3xf32>, i64, i64) -> tensor<?x3xf32>
  %y = nn.dropout %x {rate = 0.25, stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %m = nn.dropout_mask %x, %seed, %step {rate = 0.25, stream = 7 : i32}
    : (tensor<?x3xf32>, i64, i64) -> tensor<?x3xf32>
  return
}

// -----

func.func @dropout_c1(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{the rate of `Dropout` is at least 0 and below 100%}}
  %y = nn.dropout %x {rate = 1.0, stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @dropout_c1_nan(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{the rate of `Dropout` is at least 0 and below 100%}}
  %y = nn.dropout %x {rate = 0x7FF8000000000000 : f64, stream = 7 : i32} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @dropout_c1_mask(%x: tensor<?x3xf32>, %seed: i64) {
  // expected-error@+1 {{the rate of `Dropout` is at least 0 and below 100%}}
  %m = nn.dropout_mask %x, %seed, %seed {rate = -0.5, stream = 7 : i32}
    : (tensor<?x3xf32>, i64, i64) -> tensor<?x3xf32>
  return
}
