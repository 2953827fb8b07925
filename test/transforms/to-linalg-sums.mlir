// The order of every sum is in the loops: the summed dimension runs outside of
// the last one of the result, from +0, and a contraction is fused.
//
// RUN: plexus-opt %s -pass-pipeline='builtin.module(func.func(nn-to-linalg),canonicalize,cse)' \
// RUN:   | FileCheck %s

// CHECK-LABEL: func.func @einsum(
// CHECK: %[[ZERO:.*]] = arith.constant 0.0
// CHECK: %[[START:.*]] = linalg.fill ins(%[[ZERO]]
// CHECK: linalg.generic {{.*}}iterator_types = ["parallel", "reduction", "parallel"]{{.*}} outs(%[[START]]
// CHECK-NEXT: (%[[A:.*]]: f32, %[[B:.*]]: f32, %[[SUM:.*]]: f32):
// CHECK-NEXT: %[[NEXT:.*]] = math.fma %[[A]], %[[B]], %[[SUM]] : f32
// CHECK-NEXT: linalg.yield %[[NEXT]]
func.func @einsum(%a: tensor<?x5xf32>, %b: tensor<5x3xf32>) -> tensor<?x3xf32> {
  %y = nn.einsum "no,oi->ni" %a, %b : (tensor<?x5xf32>, tensor<5x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// The bias is added to the finished sum, which starts without it.
// CHECK-LABEL: func.func @dense(
// CHECK: %[[START:.*]] = linalg.fill
// CHECK: %[[SUM:.*]] = linalg.generic {{.*}}"reduction"{{.*}} outs(%[[START]]
// CHECK: math.fma
// CHECK: linalg.generic {{.*}} ins(%[[SUM]], %
// CHECK: arith.addf
func.func @dense(%x: tensor<?x5xf32>, %w: tensor<3x5xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  %y = nn.dense %x, %w, %b : (tensor<?x5xf32>, tensor<3x5xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// A mean over the batch divides by the rows that are there.
// CHECK-LABEL: func.func @mean(
// CHECK-SAME: %[[X:.*]]: tensor<?x5xf32>
// CHECK: iterator_types = ["reduction", "parallel"]
// CHECK: (%[[EACH:.*]]: f32, %[[SUM:.*]]: f32):
// CHECK: arith.addf %[[SUM]], %[[EACH]]
// CHECK: %[[ROWS:.*]] = tensor.dim %[[X]]
// CHECK: %[[COUNT:.*]] = arith.index_cast %[[ROWS]]
// CHECK: %[[N:.*]] = arith.sitofp %[[COUNT]]
// CHECK: arith.divf %{{.*}}, %[[N]]
func.func @mean(%x: tensor<?x5xf32>) -> tensor<5xf32> {
  %y = nn.mean %x {axes = array<i64: 0>} : (tensor<?x5xf32>) -> tensor<5xf32>
  return %y : tensor<5xf32>
}
