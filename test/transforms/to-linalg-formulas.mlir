// A formula becomes plain operations on one element, without fast-math flags, and
// an optimizer changes a parameter where it is. No function of `math` is left that
// would be a call.
//
// RUN: plexus-opt %s -pass-pipeline='builtin.module(func.func(nn-to-linalg),canonicalize,cse)' \
// RUN:   | FileCheck %s --implicit-check-not=fastmath \
// RUN:     '--implicit-check-not=math.{{(exp|log|tanh|erf|powf|cos|sin)}}'

// What is not a number stays so: the comparison is false and x is taken.
// CHECK-LABEL: func.func @relu(
// CHECK: ^{{.*}}(%[[X:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[NEGATIVE:.*]] = arith.cmpf olt, %[[X]], %[[ZERO:.*]] : f32
// CHECK-NEXT: arith.select %[[NEGATIVE]], %[[ZERO]], %[[X]]
func.func @relu(%x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %y = nn.relu %x : (tensor<?x5xf32>) -> tensor<?x5xf32>
  return %y : tensor<?x5xf32>
}

// CHECK-LABEL: func.func @functions(
// CHECK-NOT: nn.
func.func @functions(%x: tensor<?x5xf64>) -> tensor<?x5xf64> {
  %a = nn.tanh %x : (tensor<?x5xf64>) -> tensor<?x5xf64>
  %b = nn.gelu %a : (tensor<?x5xf64>) -> tensor<?x5xf64>
  %c = nn.softplus %b : (tensor<?x5xf64>) -> tensor<?x5xf64>
  %d = nn.log_softmax %c {axis = 1} : (tensor<?x5xf64>) -> tensor<?x5xf64>
  return %d : tensor<?x5xf64>
}

// CHECK-LABEL: func.func @sgd(
// CHECK-SAME: %[[W:.*]]: tensor<5xf32>, %[[G:.*]]: tensor<5xf32>, %[[RATE:.*]]: f32, %[[APPLY:.*]]: f32
// CHECK: linalg.generic {{.*}} ins(%[[G]] : tensor<5xf32>) outs(%[[W]] : tensor<5xf32>)
// CHECK: %[[CHANGE:.*]] = arith.mulf %[[RATE]], %
// CHECK: %[[NEW:.*]] = arith.subf %[[OLD:.*]], %[[CHANGE]]
// CHECK: %[[IF:.*]] = arith.cmpf une, %[[APPLY]], %
// CHECK: arith.select %[[IF]], %[[NEW]], %[[OLD]]
func.func @sgd(%w: tensor<5xf32>, %g: tensor<5xf32>, %lr: f32, %apply: f32) -> tensor<5xf32> {
  %y = nn.sgd %w, %g, %lr, %apply : (tensor<5xf32>, tensor<5xf32>, f32, f32) -> tensor<5xf32>
  return %y : tensor<5xf32>
}
