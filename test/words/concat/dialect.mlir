// `nn.concat` adds up the sizes along one dimension of a row.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf32>, %y: tensor<?x5x3xf32>) {
  // CHECK: nn.concat %{{.*}} {axis = 1 : i64} : (tensor<?x2x3xf32>, tensor<?x5x3xf32>) -> tensor<?x7x3xf32>
  %z = nn.concat %x, %y {axis = 1} : (tensor<?x2x3xf32>, tensor<?x5x3xf32>) -> tensor<?x7x3xf32>
  return
}

// -----

func.func @concat_c1(%x: tensor<?x2x3xf32>, %y: tensor<?x2x5xf32>) {
  // expected-error@+1 {{`concat` along axis 0 needs equal shapes but for that axis: f32[2, 3] and f32[2, 5]}}
  %z = nn.concat %x, %y {axis = 1} : (tensor<?x2x3xf32>, tensor<?x2x5xf32>) -> tensor<?x4x3xf32>
  return
}

// -----

func.func @concat_c1_rows(%x: tensor<?x3xf32>, %y: tensor<7x3xf32>) {
  // expected-error@+1 {{needs equal shapes but for that axis}}
  %z = nn.concat %x, %y {axis = 1} : (tensor<?x3xf32>, tensor<7x3xf32>) -> tensor<?x6xf32>
  return
}

// -----

func.func @concat_c2(%x: tensor<?x3xf32>) {
  // expected-error@+1 {{axis 0 is no dimension of 'tensor<?x3xf32>' behind the rows}}
  %z = nn.concat %x, %x {axis = 0} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @concat_c3() {
  // expected-error@+1 {{`concat` needs at least one tensor}}
  %z = nn.concat {axis = 0} : () -> tensor<3xf32>
  return
}
