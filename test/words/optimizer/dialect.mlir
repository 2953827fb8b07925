// A row of Optimizers.td takes a parameter, its gradient, states and numbers, and
// gives the new parameter and states.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%w: tensor<5x3xf32>, %g: tensor<5x3xf32>, %s: tensor<5x3xf32>, %lr: f32, %apply: f32) {
  // CHECK: nn.sgd_momentum %{{.*}} {momentum = 9.000000e-01 : f64, nesterov = true}
  // CHECK: nn.adam %{{.*}} -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>)
  %a = nn.sgd %w, %g, %lr, %apply : (tensor<5x3xf32>, tensor<5x3xf32>, f32, f32) -> tensor<5x3xf32>
  %b:2 = nn.sgd_momentum %w, %g, %s, %lr, %apply {momentum = 0.9, nesterov = true}
    : (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>, f32, f32)
    -> (tensor<5x3xf32>, tensor<5x3xf32>)
  %c:3 = nn.adam %w, %g, %s, %s, %lr, %lr, %lr, %apply
    : (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>, f32, f32, f32, f32)
    -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>)
  %d:3 = nn.adamw %w, %g, %s, %s, %lr, %lr, %lr, %apply
    : (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>, f32, f32, f32, f32)
    -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5x3xf32>)
  return
}

// -----

func.func @optimizer_c1_gradient(%w: tensor<5x3xf32>, %g: tensor<3x5xf32>, %lr: f32, %apply: f32) {
  // expected-error@+1 {{all of {w, g, new_w} have same type}}
  %y = nn.sgd %w, %g, %lr, %apply : (tensor<5x3xf32>, tensor<3x5xf32>, f32, f32) -> tensor<5x3xf32>
  return
}

// -----

func.func @optimizer_c1_state(%w: tensor<5x3xf32>, %s: tensor<5xf32>, %lr: f32, %apply: f32) {
  // expected-error@+1 {{all of {w, g, velocity, new_w, new_velocity} have same type}}
  %y:2 = nn.sgd_momentum %w, %w, %s, %lr, %apply
    : (tensor<5x3xf32>, tensor<5x3xf32>, tensor<5xf32>, f32, f32)
    -> (tensor<5x3xf32>, tensor<5xf32>)
  return
}

// -----

func.func @nn_c2(%w: tensor<5x3xf32>, %lr: f64, %apply: f32) {
  // expected-error@+1 {{all its real numbers have one format}}
  %y = nn.sgd %w, %w, %lr, %apply : (tensor<5x3xf32>, tensor<5x3xf32>, f64, f32) -> tensor<5x3xf32>
  return
}
