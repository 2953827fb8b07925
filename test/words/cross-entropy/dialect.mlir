// Logits of `nn.cross_entropy` have one dimension more than classes.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%z: tensor<?x2x3xf32>, %y: tensor<?x2xi32>) {
  // CHECK: nn.cross_entropy %{{.*}} {class_weight = array<f64: 1.000000e+00, 2.000000e+00, 3.000000e+00>, label_smoothing = 1.000000e-01 : f64} : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  // CHECK: nn.class_distribution %{{.*}} : (tensor<?x2xi32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  %l = nn.cross_entropy %z, %y {label_smoothing = 0.1,
    class_weight = array<f64: 1.0, 2.0, 3.0>}
    : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  %q = nn.class_distribution %y, %z
    : (tensor<?x2xi32>, tensor<?x2x3xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

func.func @cross_entropy_c1(%z: tensor<?x3xf32>, %y: tensor<?x2xi32>) {
  // expected-error@+1 {{`cross_entropy` with logits f32[3] does not fit classes index[2]}}
  %l = nn.cross_entropy %z, %y : (tensor<?x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @cross_entropy_c1_no_classes(%z: tensor<?xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{`cross_entropy` with logits f32 does not fit}}
  %l = nn.cross_entropy %z, %y : (tensor<?xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @cross_entropy_c2(%z: tensor<?x3xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{class_weight has 2 numbers for 3 classes}}
  %l = nn.cross_entropy %z, %y {class_weight = array<f64: 1.0, 2.0>}
    : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @cross_entropy_c3(%z: tensor<?x3xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{label_smoothing is at least 0 and below 1}}
  %l = nn.cross_entropy %z, %y {label_smoothing = 1.0} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @class_distribution_c1(%z: tensor<?x3xf32>, %y: tensor<2xi32>) {
  // expected-error@+1 {{`cross_entropy` with logits f32[3] does not fit classes index}}
  %q = nn.class_distribution %y, %z : (tensor<2xi32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @classes_are_integers(%z: tensor<?x3xf32>, %y: tensor<?xf32>) {
  // expected-error@+1 {{operand #1 must be tensor of class indices}}
  %l = nn.cross_entropy %z, %y : (tensor<?x3xf32>, tensor<?xf32>) -> tensor<?xf32>
  return
}
