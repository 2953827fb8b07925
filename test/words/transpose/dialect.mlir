// `nn.transpose` puts dimensions in another order.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>) {
  // CHECK: nn.transpose %{{.*}} {axes = array<i64: 0, 2, 1>} : (tensor<?x2x3xf32>) -> tensor<?x3x2xf32>
  %y = nn.transpose %x {axes = array<i64: 0, 2, 1>} : (tensor<?x2x3xf32>) -> tensor<?x3x2xf32>
  return
}

// -----

func.func @transpose_c1(%x: tensor<?x2x3xf32>) {
  // expected-error@+1 {{axes [0, 1] are no permutation of the dimensions of 'tensor<?x2x3xf32>'}}
  %y = nn.transpose %x {axes = array<i64: 0, 1>} : (tensor<?x2x3xf32>) -> tensor<?x2xf32>
  return
}

// -----

func.func @transpose_c1_twice(%x: tensor<?x2x3xf32>) {
  // expected-error@+1 {{axes [0, 1, 1] are no permutation}}
  %y = nn.transpose %x {axes = array<i64: 0, 1, 1>} : (tensor<?x2x3xf32>) -> tensor<?x2x2xf32>
  return
}

// -----

func.func @nn_c1(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor of real numbers (no dimension but the rows dynamic)}}
  %y = nn.transpose %x {axes = array<i64: 1, 0>} : (tensor<?x3xf32>) -> tensor<3x?xf32>
  return
}
