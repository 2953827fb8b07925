// `nn.broadcast` makes dimensions: from a number all, else those that are named.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%n: f32, %b: tensor<3xf32>, %like: tensor<?x3xf32>) {
  // CHECK: nn.broadcast %{{.*}} {axes = array<i64: 0, 1>} : (f32, tensor<?x3xf32>) -> tensor<?x3xf32>
  // CHECK: nn.broadcast %{{.*}} {axes = array<i64: 0>} : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %x = nn.broadcast %n, %like {axes = array<i64: 0, 1>} : (f32, tensor<?x3xf32>) -> tensor<?x3xf32>
  %y = nn.broadcast %b, %like {axes = array<i64: 0>} : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @broadcast_c1_order(%n: f32, %like: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [1, 0] are not dimensions of 'tensor<?x3xf32>' in ascending order}}
  %y = nn.broadcast %n, %like {axes = array<i64: 1, 0>} : (f32, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @broadcast_c1_range(%b: tensor<3x5xf32>, %like: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [2] are not dimensions of}}
  %y = nn.broadcast %b, %like {axes = array<i64: 2>} : (tensor<3x5xf32>, tensor<?x3xf32>) -> tensor<3x5x3xf32>
  return
}

// -----

func.func @broadcast_c1_gap(%n: f32, %like: tensor<?x3xf32>) {
  // expected-error@+1 {{axes [1] are not dimensions of}}
  %y = nn.broadcast %n, %like {axes = array<i64: 1>} : (f32, tensor<?x3xf32>) -> tensor<3xf32>
  return
}
