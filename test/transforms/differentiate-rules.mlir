// The backward rule of each op, seen as IR. The gradient that arrives, DY, is that
// of the sum of all elements, ones everywhere.
//
// RUN: plexus-opt %s -split-input-file -nn-differentiate -canonicalize -cse \
// RUN:   -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.bias
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_b = nn.sum %[[DY]] {axes = array<i64: 0>}
// CHECK: return %{{.*}}, %[[DY]], %d_b
nn.network @bias attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %b = nn.parameter "b" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.bias %x, %b : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.broadcast
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.sum %[[DY]] {axes = array<i64: 0>}
nn.network @broadcast attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<3xf32>
  %like = nn.parameter "like" normal(0.0, 1.0) frozen : tensor<2x3xf32>
  %y = nn.broadcast %x, %like {axes = array<i64: 0>} : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.concat
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_u = nn.slice %[[DY]] {{.*}}sizes = array<i64: 2, 3>, starts = array<i64: 0, 0>
// CHECK: %d_v = nn.slice %[[DY]] {{.*}}sizes = array<i64: 2, 5>, starts = array<i64: 0, 3>
nn.network @concat attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<2x3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<2x5xf32>
  %y = nn.concat %u, %v {axis = 1} : (tensor<2x3xf32>, tensor<2x5xf32>) -> tensor<2x8xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x8xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// dL/dx = dL/dy W, dL/dW = (dL/dy)^T x, dL/db = sum of dL/dy.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.dense
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.einsum "ao,oi->ai" %[[DY]], %w
// CHECK: %d_w = nn.einsum "ao,ai->oi" %[[DY]], %x
// CHECK: %d_b = nn.sum %[[DY]] {axes = array<i64: 0>}
nn.network @dense attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %w = nn.parameter "w" normal(0.0, 1.0) : tensor<5x3xf32>
  %b = nn.parameter "b" normal(0.0, 1.0) : tensor<5xf32>
  %y = nn.dense %x, %w, %b : (tensor<2x3xf32>, tensor<5x3xf32>, tensor<5xf32>) -> tensor<2x5xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x5xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.einsum
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_u = nn.einsum "ni,oi->no" %[[DY]], %v
// CHECK: %d_v = nn.einsum "no,ni->oi" %u, %[[DY]]
nn.network @einsum attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<2x5xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %y = nn.einsum "no,oi->ni" %u, %v : (tensor<2x5xf32>, tensor<5x3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.matmul
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_u = nn.einsum "mn,kn->mk" %[[DY]], %v
// CHECK: %d_v = nn.einsum "mk,mn->kn" %u, %[[DY]]
nn.network @matmul attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<2x5xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<5x3xf32>
  %y = nn.matmul %u, %v : (tensor<2x5xf32>, tensor<5x3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.sum
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.broadcast %[[DY]], %x {axes = array<i64: 1>}
nn.network @sum attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.sum %x {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<2xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.mean
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[N:.*]] = nn.count %x {axes = array<i64: 1>}
// CHECK: %[[SHARE:.*]] = nn.div %[[DY]], %[[N]]
// CHECK: %d_x = nn.broadcast %[[SHARE]], %x {axes = array<i64: 1>}
nn.network @mean attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.mean %x {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<2xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.reshape
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.reshape %[[DY]] {shape = array<i64: 2, 3>}
nn.network @reshape attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.reshape %x {shape = array<i64: 6, 1>} : (tensor<2x3xf32>) -> tensor<6x1xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<6x1xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.flatten
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.reshape %[[DY]] {shape = array<i64: 2, 3>}
nn.network @flatten attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.flatten %x : (tensor<2x3xf32>) -> tensor<6xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<6xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.slice
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.unslice %[[DY]], %x {drop = array<i64: 1>, sizes = array<i64: 2, 1>, starts = array<i64: 1, 5>}
nn.network @slice attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<4x6xf32>
  %y = nn.slice %x {
      starts = array<i64: 1, 5>, sizes = array<i64: 2, 1>, drop = array<i64: 1>}
      : (tensor<4x6xf32>) -> tensor<2xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<2xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.softmax
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[WEIGHTED:.*]] = nn.mul %[[DY]], %[[Y]]
// CHECK: %[[TOTAL:.*]] = nn.sum %[[WEIGHTED]] {axes = array<i64: 1>}
// CHECK: %[[SPREAD:.*]] = nn.broadcast %[[TOTAL]], %[[Y]] {axes = array<i64: 1>}
// CHECK: %[[CENTRED:.*]] = nn.sub %[[DY]], %[[SPREAD]]
// CHECK: %d_x = nn.mul %[[Y]], %[[CENTRED]]
nn.network @softmax attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.softmax %x {axis = 1} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.log_softmax
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[P:.*]] = nn.exp %[[Y]]
// CHECK: %[[TOTAL:.*]] = nn.sum %[[DY]] {axes = array<i64: 1>}
// CHECK: %[[SPREAD:.*]] = nn.broadcast %[[TOTAL]], %[[Y]] {axes = array<i64: 1>}
// CHECK: %[[SHARE:.*]] = nn.mul %[[P]], %[[SPREAD]]
// CHECK: %d_x = nn.sub %[[DY]], %[[SHARE]]
nn.network @log_softmax attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3xf32>
  %y = nn.log_softmax %x {axis = 1} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.transpose
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_x = nn.transpose %[[DY]] {axes = array<i64: 2, 0, 1>}
nn.network @transpose attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<2x3x5xf32>
  %y = nn.transpose %x {axes = array<i64: 1, 2, 0>} : (tensor<2x3x5xf32>) -> tensor<3x5x2xf32>
  %l = nn.sum %y {axes = array<i64: 0, 1, 2>} : (tensor<3x5x2xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.div
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_u = nn.div %[[DY]], %v
// CHECK: %[[PART:.*]] = nn.mul %[[DY]], %[[Y]]
// CHECK: %[[QUOTIENT:.*]] = nn.div %[[PART]], %v
// CHECK: %d_v = nn.neg %[[QUOTIENT]]
nn.network @div attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.div %u, %v : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// The first of equal operands has the gradient.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[Y:.*]] = nn.max
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[FIRST:.*]] = nn.ge %u, %v
// CHECK: %d_u = nn.mul %[[DY]], %[[FIRST]]
// CHECK: %[[SECOND:.*]] = nn.lt %u, %v
// CHECK: %d_v = nn.mul %[[DY]], %[[SECOND]]
nn.network @max attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.max %u, %v : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[Y:.*]] = nn.select
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %d_u = nn.select %c, %[[DY]], %[[ZERO]]
// CHECK: %d_v = nn.select %c, %[[ZERO]], %[[DY]]
nn.network @select attributes {capacity = 4 : i64} {
  %c = nn.parameter "c" normal(0.0, 1.0) : tensor<3xf32>
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.select %c, %u, %v : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// The slope at 0 is 0. The result tells it.
// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[Y:.*]] = nn.relu
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[POSITIVE:.*]] = nn.gt %[[Y]], %[[ZERO]]
// CHECK: %d_x = nn.mul %[[DY]], %[[POSITIVE]]
nn.network @relu attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.relu %x : (tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0
// CHECK: %[[Y:.*]] = nn.tanh
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[SQUARE:.*]] = nn.mul %[[Y]], %[[Y]]
// CHECK: %[[SLOPE:.*]] = nn.sub %[[ONE]], %[[SQUARE]]
// CHECK: %d_x = nn.mul %[[DY]], %[[SLOPE]]
nn.network @tanh attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.tanh %x : (tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// The slope comes from the formula, by dual numbers.
// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[Y:.*]] = nn.silu
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[GATE:.*]] = nn.sigmoid %x
// CHECK: %[[SHUT:.*]] = nn.eq %[[GATE]], %[[ZERO]]
// CHECK: %[[OPEN:.*]] = nn.add
// CHECK: %[[SLOPE:.*]] = nn.select %[[SHUT]], %[[ZERO]], %[[OPEN]]
// CHECK: %d_x = nn.mul %[[DY]], %[[SLOPE]]
nn.network @silu attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.silu %x : (tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// The slope is 1 on the closed interval.
// CHECK-LABEL: func.func @gradients(
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.0
// CHECK-DAG: %[[MOST:.*]] = arith.constant 2.0
// CHECK-DAG: %[[LEAST:.*]] = arith.constant -1.0
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1.0
// CHECK: %[[Y:.*]] = nn.clamp
// CHECK: %[[DY:.*]] = nn.broadcast %{{.*}}, %[[Y]]
// CHECK: %[[BELOW:.*]] = nn.lt %x, %[[LEAST]]
// CHECK: %[[ABOVE:.*]] = nn.gt %x, %[[MOST]]
// CHECK: %[[INSIDE:.*]] = nn.select %[[ABOVE]], %[[ZERO]], %[[ONE]]
// CHECK: %[[SLOPE:.*]] = nn.select %[[BELOW]], %[[ZERO]], %[[INSIDE]]
// CHECK: %d_x = nn.mul %[[DY]], %[[SLOPE]]
nn.network @clamp attributes {capacity = 4 : i64} {
  %x = nn.parameter "x" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.clamp %x {min = -1.0, max = 2.0} : (tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}

// -----

// A comparison has no slope: nothing is derived, and the gradients are zeros.
// CHECK-LABEL: func.func @gradients(
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[LOSS:.*]] = nn.sum
// CHECK-NEXT: %[[DU:.*]] = nn.broadcast %[[ZERO]], %u
// CHECK-NEXT: %[[DV:.*]] = nn.broadcast %[[ZERO]], %v
// CHECK-NEXT: return %[[LOSS]], %[[DU]], %[[DV]] :
nn.network @compare attributes {capacity = 4 : i64} {
  %u = nn.parameter "u" normal(0.0, 1.0) : tensor<3xf32>
  %v = nn.parameter "v" normal(0.0, 1.0) : tensor<3xf32>
  %y = nn.lt %u, %v : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %l = nn.sum %y {axes = array<i64: 0>} : (tensor<3xf32>) -> tensor<f32>
  nn.loss "l" %l : tensor<f32>
}
