// Gradients are clipped before the update and stay as they are in `gradients`:
// each element by clip_value, all together by clip_norm.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK-LABEL: func.func @gradients(
// CHECK-NOT: nn.clamp
// CHECK-LABEL: func.func @step(
// CHECK: %[[G:.*]] = nn.einsum "ao,ai->oi" %{{.*}}, %x
// CHECK: %[[CLIPPED:.*]] = nn.clamp %[[G]] {max = 2.000000e+00 : f64, min = -2.000000e+00 : f64}
// CHECK: nn.sgd %w, %[[CLIPPED]],
nn.network @Value attributes {capacity = 4 : i64, clip_value = 2.0, optimizer = {op = "nn.sgd"}} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %p = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// CHECK-LABEL: func.func @step(
// CHECK-DAG: %[[LIMIT:.*]] = arith.constant 3.0
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0
// CHECK: %[[GW:.*]] = nn.einsum "ao,ai->oi"
// CHECK: %[[GB:.*]] = nn.sum
// CHECK: %[[WW:.*]] = nn.mul %[[GW]], %[[GW]]
// CHECK: %[[W:.*]] = nn.sum %[[WW]] {axes = array<i64: 0, 1>}
// CHECK: %[[BB:.*]] = nn.mul %[[GB]], %[[GB]]
// CHECK: %[[B:.*]] = nn.sum %[[BB]] {axes = array<i64: 0>}
// CHECK: %[[SUM:.*]] = nn.add %[[W]], %[[B]]
// CHECK: %[[SQUARE:.*]] = tensor.extract %[[SUM]][]
// CHECK: %[[NORM:.*]] = nn.sqrt %[[SQUARE]]
// CHECK: %[[UNKNOWN:.*]] = nn.sub %[[NORM]], %[[NORM]]
// CHECK: %[[QUOTIENT:.*]] = nn.div %[[LIMIT]], %[[NORM]]
// CHECK: %[[RATIO:.*]] = nn.add %[[QUOTIENT]], %[[UNKNOWN]]
// CHECK: %[[LARGE:.*]] = nn.gt %[[NORM]], %[[LIMIT]]
// CHECK: %[[SCALE:.*]] = nn.select %[[LARGE]], %[[RATIO]], %[[ONE]]
// CHECK: %[[SW:.*]] = nn.mul %[[GW]], %[[SCALE]]
// CHECK: %[[SB:.*]] = nn.mul %[[GB]], %[[SCALE]]
// CHECK: nn.sgd %w, %[[SW]],
// CHECK: nn.sgd %b, %[[SB]],
nn.network @Norm attributes {capacity = 4 : i64, clip_norm = 3.0, optimizer = {op = "nn.sgd"}} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %b = nn.parameter "b" normal(0.0, 1.0) : tensor<2xf32>
  %p = nn.dense %x, %w, %b : (tensor<?x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}
