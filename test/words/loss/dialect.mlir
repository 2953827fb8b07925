// A row of Losses.td takes prediction and target of one shape and gives one number
// for each row.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%p: tensor<?x3xf32>, %t: tensor<?x3xf32>, %one: tensor<3xf32>) {
  // CHECK: nn.huber %{{.*}} {delta = 2.000000e+00 : f64} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  // CHECK: nn.mse %{{.*}} : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  %mse = nn.mse %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %mae = nn.mae %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %huber = nn.huber %p, %t {delta = 2.0} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %binary_cross_entropy = nn.binary_cross_entropy %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %rmse = nn.rmse %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %binary_accuracy = nn.binary_accuracy %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  %all = nn.mse %one, %one : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return
}

// -----

func.func @rowmean_c1(%p: tensor<?x3xf32>, %t: tensor<?x2xf32>) {
  // expected-error@+1 {{operands of `mse` have different shapes: f32[3] and f32[2]}}
  %y = nn.mse %p, %t : (tensor<?x3xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @nn_c2(%p: tensor<?x3xf32>, %t: tensor<?x3xf64>) {
  // expected-error@+1 {{all its real numbers have one format}}
  %y = nn.mae %p, %t : (tensor<?x3xf32>, tensor<?x3xf64>) -> tensor<?xf32>
  return
}

// -----

func.func @rowmean_type(%p: tensor<?x3xf32>, %t: tensor<?x3xf32>) {
  // expected-error@+1 {{are incompatible with return type(s)}}
  %y = nn.huber %p, %t : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @t_is_real(%p: tensor<?x3xf32>, %t: tensor<?x3xi32>) {
  // expected-error@+1 {{operand #1 must be tensor of real numbers}}
  %y = nn.mse %p, %t : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?xf32>
  return
}
