// Two layers under mse. dL/db = 2 (p - t) / n is the gradient that arrives at a
// layer, added over the rows; dL/dW multiplies it with what the layer took. The
// second layer passes dL/dx on, the first does not: nobody needs it.
//
// RUN: plexus-opt %s -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

nn.network @Two attributes {capacity = 4 : i64, optimizer = {op = "nn.sgd"}} {
  %x = nn.input "x" : tensor<?x3xf32>
  %t = nn.target "t" : tensor<?x2xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<2x5xf32>
  %b = nn.parameter "b" constant(0.0, 0.0) : tensor<2xf32>
  %h = nn.dense %x, %v : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %p = nn.dense %h, %w, %b : (tensor<?x5xf32>, tensor<2x5xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %l = nn.mse %p, %t : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?xf32>
  nn.output "p" %p : tensor<?x2xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// What predicts knows no target.
// CHECK-LABEL: func.func @predict(
// CHECK-NOT: %t
// CHECK: return

// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[TWO:.*]] = arith.constant 2.0
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0
// CHECK: %[[H:.*]] = nn.dense %x, %v
// CHECK: %[[P:.*]] = nn.dense %[[H]], %w, %b
// CHECK: %[[L:.*]] = nn.mse %[[P]], %t
// CHECK: %[[ROWS:.*]] = nn.count %[[L]] {axes = array<i64: 0>}
// CHECK: %[[ROW:.*]] = nn.div %[[ONE]], %[[ROWS]]
// CHECK: %[[DL:.*]] = nn.broadcast %[[ROW]], %[[L]]
// CHECK: %[[ERROR:.*]] = nn.sub %[[P]], %t
// CHECK: %[[SLOPE:.*]] = nn.mul %[[TWO]], %[[ERROR]]
// CHECK: %[[N:.*]] = nn.count %[[P]] {axes = array<i64: 1>}
// CHECK: %[[EACH:.*]] = nn.div %[[DL]], %[[N]]
// CHECK: %[[SHARE:.*]] = nn.broadcast %[[EACH]], %[[P]]
// CHECK: %[[DP:.*]] = nn.mul %[[SLOPE]], %[[SHARE]]
// CHECK: %[[DH:.*]] = nn.einsum "ao,oi->ai" %[[DP]], %w
// CHECK: %d_w = nn.einsum "ao,ai->oi" %[[DP]], %[[H]]
// CHECK: %d_b = nn.sum %[[DP]] {axes = array<i64: 0>}
// CHECK-NOT: nn.einsum "ao,oi->ai"
// CHECK: %d_v = nn.einsum "ao,ai->oi" %[[DH]], %x
// CHECK: return %{{.*}}, %d_v, %d_w, %d_b :

// The step is the same and ends with the update of each.
// CHECK-LABEL: func.func @step(
// CHECK: %[[RATE:.*]] = arith.truncf %learning_rate
// CHECK: %[[V:.*]] = nn.sgd %v, %d_v, %[[RATE]]
// CHECK: %[[W:.*]] = nn.sgd %w, %d_w, %[[RATE]]
// CHECK: %[[B:.*]] = nn.sgd %b, %d_b, %[[RATE]]
// CHECK: return %{{.*}}, %[[V]], %[[W]], %[[B]] :
