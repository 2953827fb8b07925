// The optimizer's op is built for each parameter that is trained, with the
// states of its own, the corrections once, the settings but `lr`, which is an
// argument, and last whether the loss is finite.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK-LABEL: func.func @step(
// CHECK-SAME: %learning_rate: f64 {nn.scalar = "learning_rate"}
// CHECK-SAME: {nn.state = "w.m"}
// CHECK-SAME: {nn.state = "w.v"}
// CHECK-NOT: "b.m"
// CHECK: %[[ZERO:.*]] = nn.sub %[[LOSS:.*]], %[[LOSS]] : (f64, f64) -> f64
// CHECK: %[[FINITE:.*]] = nn.eq %[[ZERO]], %
// CHECK: %[[C1:.*]] = nn.bias_correction %step {beta = 2.500000e-01 : f64} : (i64) -> f64
// CHECK: %[[C2:.*]] = nn.bias_correction %step {beta = 5.000000e-01 : f64} : (i64) -> f64
// CHECK: %[[W:.*]], %[[M:.*]], %[[V:.*]] = nn.adamw %w, %d_w, %w.m, %w.v, %learning_rate, %[[C1]], %[[C2]], %[[FINITE]] {beta1 = 2.500000e-01 : f64, beta2 = 5.000000e-01 : f64, weight_decay = 2.000000e+00 : f64}
// CHECK-NOT: nn.adamw
// CHECK: return %{{.*}}, %[[W]], %[[M]], %[[V]] :
nn.network @Adam attributes {capacity = 4 : i64,
    optimizer = {op = "nn.adamw", lr = 0.1, beta1 = 0.25, beta2 = 0.5, weight_decay = 2.0}} {
  %x = nn.input "x" : tensor<?x3xf64>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf64>
  %b = nn.parameter "b" normal(0.0, 1.0) frozen : tensor<2xf64>
  %p = nn.dense %x, %w, %b : (tensor<?x3xf64>, tensor<2x3xf64>, tensor<2xf64>) -> tensor<?x2xf64>
  %l = nn.mse %p, %p : (tensor<?x2xf64>, tensor<?x2xf64>) -> tensor<?xf64>
  nn.loss "l" %l : tensor<?xf64>
}

// -----

// CHECK-LABEL: func.func @step(
// CHECK-SAME: %w.velocity: tensor<2x3xf32> {nn.state = "w.velocity"}
// CHECK: nn.sgd_momentum %w, %d_w, %w.velocity, %{{.*}}, %{{.*}} {momentum = 9.000000e-01 : f64, nesterov = true}
nn.network @Momentum attributes {capacity = 4 : i64,
    optimizer = {op = "nn.sgd_momentum", lr = 0.1, momentum = 0.9, nesterov = true}} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %p = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}
