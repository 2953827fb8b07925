// Dropout and noise are there while training and gone from predict and
// evaluate; backward the mask that was drawn is used again.
//
// RUN: plexus-opt %s -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

nn.network @Modes attributes {capacity = 4 : i64} {
  %x = nn.input "x" : tensor<?x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<5x3xf32>
  %h = nn.dense %x, %w : (tensor<?x3xf32>, tensor<5x3xf32>) -> tensor<?x5xf32>
  %d = nn.dropout %h {rate = 0.5, stream = 7 : i32} : (tensor<?x5xf32>) -> tensor<?x5xf32>
  %n = nn.noise %d {stream = 9 : i32} : (tensor<?x5xf32>) -> tensor<?x5xf32>
  %l = nn.mse %d, %n : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?xf32>
  nn.output "y" %d : tensor<?x5xf32>
  nn.loss "l" %l : tensor<?xf32>
}

// CHECK-LABEL: func.func @predict(
// CHECK: %[[Y:.*]] = nn.dense %x, %w
// CHECK-NEXT: return %[[Y]]

// CHECK-LABEL: func.func @evaluate(
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[Y:.*]] = nn.dense %x, %w
// CHECK: %[[NONE:.*]] = nn.broadcast %[[ZERO]], %[[Y]]
// CHECK: nn.mse %[[Y]], %[[NONE]]

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[H:.*]] = nn.dense %x, %w
// CHECK: %[[MASK:.*]] = nn.dropout_mask %[[H]], %seed, %step {rate = 5.000000e-01 : f64, stream = 7 : i32}
// CHECK: %[[D:.*]] = nn.mul %[[H]], %[[MASK]]
// CHECK: %[[N:.*]] = nn.gaussian %[[D]], %seed, %step {stream = 9 : i32}
// CHECK: nn.mse %[[D]], %[[N]]
// CHECK-NOT: nn.dropout_mask
// CHECK: %[[DH:.*]] = nn.mul %{{.*}}, %[[MASK]]
// CHECK: %d_w = nn.einsum "ao,ai->oi" %[[DH]], %x
