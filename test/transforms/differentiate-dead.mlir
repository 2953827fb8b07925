// Nothing is derived for what is frozen, what no loss depends on, what no
// parameter reaches, and what stands behind stop_gradient.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// A frozen layer behind a trained one still passes the gradient on.
// CHECK-LABEL: func.func @gradients(
// CHECK-SAME: -> (tensor<f32> {nn.result = "loss"}, tensor<5x3xf32> {nn.gradient = "v"})
// CHECK: nn.dense
// CHECK: %[[DH:.*]] = nn.einsum "ao,oi->ai" %{{.*}}, %w
// CHECK-NOT: nn.sum
// CHECK-NOT: %d_w
// CHECK: %d_v = nn.einsum "ao,ai->oi" %[[DH]], %x
// CHECK: return %{{.*}}, %d_v :
nn.network @Frozen attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) frozen : tensor<2x5xf32>
  %b = nn.parameter "b" normal(0.0, 1.0) frozen : tensor<2xf32>
  %h = nn.dense %x, %v : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %p = nn.dense %h, %w, %b : (tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// The layer in front of stop_gradient is computed, not trained: who asks for its
// gradient gets zeros, and a step leaves it alone.
// CHECK-LABEL: func.func @gradients(
// CHECK-SAME: {nn.gradient = "v"}
// CHECK-SAME: {nn.gradient = "w"}
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK-NOT: nn.einsum "ao,oi->ai"
// CHECK: %d_w = nn.einsum "ao,ai->oi"
// CHECK-NOT: nn.einsum
// CHECK: %[[NONE:.*]] = nn.broadcast %[[ZERO]], %v
// CHECK: return %{{.*}}, %[[NONE]], %d_w :
nn.network @Stopped attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x5xf32>
  %h = nn.dense %x, %v : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %s = nn.stop_gradient %h : (tensor<?x5xf32>) -> tensor<?x5xf32>
  %p = nn.dense %s, %w : (tensor<?x5xf32>, tensor<2x5xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// The output that no loss reads is not in `gradients`; its parameter has zeros.
// CHECK-LABEL: func.func @predict(
// CHECK: nn.tanh
// CHECK-LABEL: func.func @gradients(
// CHECK-SAME: {nn.gradient = "v"}
// CHECK-SAME: {nn.gradient = "w"}
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK-NOT: nn.tanh
// CHECK: %[[NONE:.*]] = nn.broadcast %[[ZERO]], %v
// CHECK: return %{{.*}}, %[[NONE]], %d_w :
nn.network @Unused attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %z = nn.input "z" : tensor<?x7xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %h = nn.dense %x, %v : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %u = nn.tanh %h : (tensor<?x5xf32>) -> tensor<?x5xf32>
  %p = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.output "u" %u : tensor<?x5xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// What depends on inputs alone has no derivative, however long it is.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.tanh %x
// CHECK: nn.mse
// CHECK-NOT: nn.einsum "ao,oi->ai"
// CHECK-NOT: nn.mul %[[Y]], %[[Y]]
// CHECK: %d_w = nn.einsum "ao,ai->oi" %{{.*}}, %[[Y]]
nn.network @Inputs attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.tanh %x : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %p = nn.dense %y, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// -----

// All frozen: the loss alone is left.
// CHECK-LABEL: func.func @gradients(
// CHECK-NOT: nn.gradient
// CHECK: %[[L:.*]] = nn.mse
// CHECK-NEXT: %[[MEAN:.*]] = nn.mean %[[L]]
// CHECK-NEXT: return %[[MEAN]] :
nn.network @Still attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) frozen : tensor<2x3xf32>
  %p = nn.dense %x, %w : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %p : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.loss "l" %l : tensor<?xf32>
}
