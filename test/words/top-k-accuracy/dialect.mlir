// `nn.accuracy` and `nn.top_k_accuracy` give one number for each row.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

func.func @valid(%z: tensor<?x2x3xf32>, %y: tensor<?x2xi32>) {
  // CHECK: nn.accuracy %{{.*}} : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  // CHECK: nn.top_k_accuracy %{{.*}} {k = 3 : i64} : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  %a = nn.accuracy %z, %y : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  %k = nn.top_k_accuracy %z, %y {k = 3}
    : (tensor<?x2x3xf32>, tensor<?x2xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @accuracy_c1(%z: tensor<?x3xf32>, %y: tensor<?x3xi32>) {
  // expected-error@+1 {{`accuracy` with logits f32[3] does not fit classes index[3]}}
  %a = nn.accuracy %z, %y : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @top_k_accuracy_c1(%z: tensor<?xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{`top_k_accuracy` with logits f32 does not fit classes index}}
  %a = nn.top_k_accuracy %z, %y {k = 1} : (tensor<?xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @top_k_accuracy_c2(%z: tensor<?x3xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{k is 4, but the number of classes is 3}}
  %a = nn.top_k_accuracy %z, %y {k = 4} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @top_k_accuracy_c2_zero(%z: tensor<?x3xf32>, %y: tensor<?xi32>) {
  // expected-error@+1 {{k is 0, but the number of classes is 3}}
  %a = nn.top_k_accuracy %z, %y {k = 0} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<?xf32>
  return
}

// -----

func.func @classes_are_integers(%z: tensor<?x3xf32>) {
  // expected-error@+1 {{operand #1 must be tensor of class indices}}
  %a = nn.accuracy %z, %z : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?xf32>
  return
}
