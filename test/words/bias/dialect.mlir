// `nn.bias` adds one number for each place of the last dimension.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%x: tensor<?x2x3xf64>, %b: tensor<3xf64>) {
  // CHECK: nn.bias %{{.*}} : (tensor<?x2x3xf64>, tensor<3xf64>) -> tensor<?x2x3xf64>
  %y = nn.bias %x, %b : (tensor<?x2x3xf64>, tensor<3xf64>) -> tensor<?x2x3xf64>
  return
}

// -----

func.func @bias_c1(%x: tensor<?x3xf32>, %b: tensor<2xf32>) {
  // expected-error@+1 {{`Bias` with f32[2] does not fit f32[3]}}
  %y = nn.bias %x, %b : (tensor<?x3xf32>, tensor<2xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @bias_c1_rank(%x: tensor<?x3xf32>, %b: tensor<1x3xf32>) {
  // expected-error@+1 {{`Bias` with f32[1, 3] does not fit f32[3]}}
  %y = nn.bias %x, %b : (tensor<?x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @bias_c1_rows(%x: tensor<?xf32>, %b: tensor<?xf32>) {
  // expected-error@+1 {{`Bias` with f32 does not fit f32}}
  %y = nn.bias %x, %b : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @nn_c2(%x: tensor<?x3xf32>, %b: tensor<3xf64>) {
  // expected-error@+1 {{all its real numbers have one format}}
  %y = nn.bias %x, %b : (tensor<?x3xf32>, tensor<3xf64>) -> tensor<?x3xf32>
  return
}
