// `nn.reshape` keeps the elements of a row and `nn.flatten` puts them in one line.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>, %p: tensor<?xf32>) {
  // CHECK: nn.reshape %{{.*}} {shape = array<i64: 3, 2>} : (tensor<?x2x3xf32>) -> tensor<?x3x2xf32>
  // CHECK: nn.reshape %{{.*}} {shape = array<i64: 1, 1>} : (tensor<?xf32>) -> tensor<?x1x1xf32>
  // CHECK: nn.flatten %{{.*}} : (tensor<?x2x3xf32>) -> tensor<?x6xf32>
  %y = nn.reshape %x {shape = array<i64: 3, 2>} : (tensor<?x2x3xf32>) -> tensor<?x3x2xf32>
  %q = nn.reshape %p {shape = array<i64: 1, 1>} : (tensor<?xf32>) -> tensor<?x1x1xf32>
  %z = nn.flatten %x : (tensor<?x2x3xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @reshape_c1(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{cannot reshape f32[3] to f32[2, 2]: the numbers of elements differ}}
  %y = nn.reshape %x {shape = array<i64: 2, 2>} : (tensor<?x3xf32>) -> tensor<?x2x2xf32>
  return
}

// -----

func.func @reshape_c1_negative(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{cannot reshape f32[3] to f32[-1, -3]}}
  %y = nn.reshape %x {shape = array<i64: -1, -3>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @flatten_type(%x: tensor<?x2x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.flatten %x : (tensor<?x2x3xf32>) -> tensor<?x5xf32>
  return
}
