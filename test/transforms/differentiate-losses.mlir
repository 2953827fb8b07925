// Several losses are added in the order of the source and reported one by one;
// a value that is used twice has the sum of the gradients of its uses.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK-LABEL: func.func @evaluate(
// CHECK-SAME: -> (tensor<f32> {nn.result = "loss"}, tensor<f32> {nn.result = "first"}, tensor<f32> {nn.result = "second"}, tensor<f32> {nn.result = "score"})
// CHECK: %[[A:.*]] = nn.mean %{{.*}} {axes = array<i64: 0>}
// CHECK: %[[B:.*]] = nn.mean %{{.*}} {axes = array<i64: 0>}
// CHECK: %[[SUM:.*]] = nn.add %[[A]], %[[B]]
// CHECK: return %[[SUM]], %[[A]], %[[B]], %
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[MSE:.*]] = nn.mul
// CHECK: %[[MAE:.*]] = nn.mul
// CHECK: nn.add %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<?x2xf32>)
// CHECK: %d_w = nn.einsum "ao,ai->oi"
// CHECK-NOT: nn.einsum
// CHECK: return
nn.network @Several attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %t = nn.target "t" : tensor<?x2xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %p = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %a = nn.mse %p, %t : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  %b = nn.mae %p, %t : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "first" %a : tensor<?xf32>
  nn.loss "second" %b : tensor<?xf32>
  nn.metric "score" %b : tensor<?xf32>
}

// -----

// softmax(z) - q: the distribution of the targets and one softmax, shared with
// the output.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Z:.*]] = nn.dense
// CHECK: %[[Q:.*]] = nn.class_distribution %y, %[[Z]] {label_smoothing = 1.000000e-01 : f64}
// CHECK: %[[P:.*]] = nn.softmax %[[Z]] {axis = 1 : i64}
// CHECK: %[[SLOPE:.*]] = nn.sub %[[P]], %[[Q]]
// CHECK: %[[DZ:.*]] = nn.mul %[[SLOPE]], %
// CHECK: %d_w = nn.einsum "ao,ai->oi" %[[DZ]], %x
nn.network @CrossEntropy attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %y = nn.target "y" classes 2 : tensor<?xi32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %z = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.cross_entropy %z, %y {label_smoothing = 0.1} : (tensor<?x2xf32>, tensor<?xi32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// With class weights the distribution does not sum to one.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Q:.*]] = nn.class_distribution %{{.*}} {class_weight = array<f64: 1.000000e+00, 3.000000e+00>
// CHECK: %[[P:.*]] = nn.softmax
// CHECK: %[[MASS:.*]] = nn.sum %[[Q]] {axes = array<i64: 1>}
// CHECK: %[[SPREAD:.*]] = nn.broadcast %[[MASS]], %
// CHECK: %[[WEIGHTED:.*]] = nn.mul %[[P]], %[[SPREAD]]
// CHECK: nn.sub %[[WEIGHTED]], %[[Q]]
nn.network @Weighted attributes {capacity = 4 : i64} {
  %y = nn.target "y" classes 2 : tensor<?xi32>
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %z = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.cross_entropy %z, %y {class_weight = array<f64: 1.0, 3.0>} : (tensor<?x2xf32>, tensor<?xi32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}
