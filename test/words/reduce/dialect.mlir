// `nn.sum` and `nn.mean` take dimensions away; `nn.count` counts what they add.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>) {
  // CHECK: nn.sum %{{.*}} {axes = array<i64: 0, 2>} : (tensor<?x2x3xf32>) -> tensor<2xf32>
  // CHECK: nn.mean %{{.*}} {axes = array<i64: 1>} : (tensor<?x2x3xf32>) -> tensor<?x3xf32>
  // CHECK: nn.count %{{.*}} {axes = array<i64: 1>} : (tensor<?x2x3xf32>) -> f32
  %s = nn.sum %x {axes = array<i64: 0, 2>} : (tensor<?x2x3xf32>) -> tensor<2xf32>
  %m = nn.mean %x {axes = array<i64: 1>} : (tensor<?x2x3xf32>) -> tensor<?x3xf32>
  %n = nn.count %x {axes = array<i64: 1>} : (tensor<?x2x3xf32>) -> f32
  return
}

// -----

func.func @reduce_c1_sum(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [2] are not dimensions of 'tensor<?x3xf32>' in ascending order}}
  %s = nn.sum %x {axes = array<i64: 2>} : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @reduce_c1_mean(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [1, 0] are not dimensions of 'tensor<?x3xf32>' in ascending order}}
  %m = nn.mean %x {axes = array<i64: 1, 0>} : (tensor<?x3xf32>) -> tensor<f32>
  return
}

// -----

func.func @reduce_c1_twice(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [1, 1] are not dimensions of}}
  %m = nn.sum %x {axes = array<i64: 1, 1>} : (tensor<?x3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @reduce_c1_count(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [-1] are not dimensions of}}
  %n = nn.count %x {axes = array<i64: -1>} : (tensor<?x3xf32>) -> f32
  return
}

// -----

func.func @nn_c2(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{all its real numbers have one format}}
  %n = nn.count %x {axes = array<i64: 1>} : (tensor<?x3xf32>) -> f64
  return
}
