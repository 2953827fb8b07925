// The frame of a network: what it reads, what it finds, what it says.
//
// RUN: plexus-opt %s -split-input-file -verify-diagnostics=only-expected \
// RUN:   | plexus-opt -split-input-file | FileCheck %s

// CHECK: nn.network @Frame attributes {capacity = 4 : i64, clip_norm = 1.000000e+00 : f64, optimizer = {op = "nn.sgd"}}
// CHECK: nn.input "x" : tensor<?x3xf32>
// CHECK: nn.target "class" classes 5 : tensor<?xi32>
// CHECK: nn.parameter "w" normal(0.000000e+00, 5.000000e-01) frozen {chosen = "normal"} : tensor<5x3xf32>
// CHECK: nn.output "y" %{{.*}} : tensor<?x5xf32>
// CHECK: nn.loss "l" %{{.*}} : tensor<?xf32>
// CHECK: nn.metric "m" %{{.*}} {finish = "root_mean"} : tensor<?xf32>
nn.network @Frame attributes {capacity = 4 : i64, clip_norm = 1.0, optimizer = {op = "nn.sgd"}} {
  %x = nn.input "x" : tensor<?x3xf32>
  %class = nn.target "class" classes 5 : tensor<?xi32>
  %w = nn.parameter "w" normal(0.0, 0.5) frozen {chosen = "normal"} : tensor<5x3xf32>
  %y = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %l = nn.cross_entropy %y, %class : (tensor<?x5xf32>, tensor<?xi32>) -> tensor<?xf32>
  nn.output "y" %y : tensor<?x5xf32>
  nn.loss "l" %l : tensor<?xf32>
  nn.metric "m" %l {finish = "root_mean"} : tensor<?xf32>
}

// -----

// expected-error@+1 {{the capacity of a network is at least 1, not 0}}
nn.network @network_c1 attributes {capacity = 0 : i64} {
}

// -----

// expected-error@+1 {{the optimizer of a network names its op: {op = "nn.relu"}}}
nn.network @network_c2 attributes {capacity = 4 : i64, optimizer = {op = "nn.relu"}} {
}

// -----

// expected-error@+1 {{the optimizer of a network names its op: {lr = 1.000000e-01 : f64}}}
nn.network @network_c2_absent attributes {capacity = 4 : i64, optimizer = {lr = 0.1}} {
}

// -----

// expected-error@+1 {{the optimizer `nn.adam` needs `beta2`}}
nn.network @network_c2_beta attributes {capacity = 4 : i64, optimizer = {op = "nn.adam", beta1 = 0.9}} {
}

// -----

nn.network @network_c3 attributes {capacity = 4 : i64} {
  %t = nn.target "t" : tensor<?x3xf32>
  %y = nn.tanh %t : (tensor<?x3xf32>) -> tensor<?x3xf32>
  // expected-error@+1 {{depends on a target}}
  nn.output "y" %y : tensor<?x3xf32>
}

// -----

nn.network @input_c1 attributes {capacity = 4 : i64} {
  // expected-error@+1 {{has rows, but its type is 'tensor<3xf32>'}}
  %x = nn.input "x" : tensor<3xf32>
}

// -----

nn.network @input_c2_none attributes {capacity = 4 : i64} {
  // expected-error@+1 {{of integers has at least one class}}
  %x = nn.target "x" : tensor<?xi32>
}

// -----

nn.network @input_c2_negative attributes {capacity = 4 : i64} {
  // expected-error@+1 {{of integers has at least one class}}
  %x = nn.input "x" classes -1 : tensor<?xi32>
}

// -----

nn.network @input_c2_real attributes {capacity = 4 : i64} {
  // expected-error@+1 {{of real numbers has no classes}}
  %x = nn.input "x" classes 3 : tensor<?xf32>
}

// -----

nn.network @parameter_c1 attributes {capacity = 4 : i64} {
  // expected-error@+1 {{has the unknown distribution `cauchy`}}
  %w = nn.parameter "w" cauchy(0.0, 0.5) : tensor<5x3xf32>
}

// -----

nn.network @parameter_c2 attributes {capacity = 4 : i64} {
  // expected-error@+1 {{does not depend on a row, but its type is 'tensor<?x3xf32>'}}
  %w = nn.parameter "w" normal(0.0, 0.5) : tensor<?x3xf32>
}

// -----

nn.network @loss_c1 attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  // expected-error@+1 {{a loss is one number for each row, this is f32[3]; did you mean `mean(...)`?}}
  nn.loss "l" %x : tensor<?x3xf32>
}

// -----

nn.network @metric_c1 attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  // expected-error@+1 {{a metric is one number for each row, this is f32[3]}}
  nn.metric "m" %x : tensor<?x3xf32>
}

// -----

nn.network @metric_c2 attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?xf32>
  // expected-error@+1 {{is finished by `mean` or `root_mean`, not `median`}}
  nn.metric "m" %x {finish = "median"} : tensor<?xf32>
}

// -----

func.func @frame_stands_in_network() {
  // expected-error@+1 {{expects parent op 'nn.network'}}
  %x = nn.input "x" : tensor<?xf32>
  return
}
