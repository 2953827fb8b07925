// Long sums: over rows in parts of 128 that are combined as a tree, over other elements
// in 16 lanes.
//
// RUN: plexus-opt %s -split-input-file -pass-pipeline='builtin.module(func.func(nn-to-linalg),canonicalize,cse)' \
// RUN:   | FileCheck %s --check-prefixes=COMBINE
// RUN: plexus-opt %s -split-input-file -pass-pipeline='builtin.module(func.func(nn-to-linalg,plx-expand-parts),canonicalize,cse)' \
// RUN:   | FileCheck %s

// The tree stays one op until kernels are formed.
// COMBINE-LABEL: func.func @contraction(
// COMBINE: %[[PARTS:.*]] = linalg.generic {{.*}} outs(%{{.*}} : tensor<4x3x5xf32>)
// COMBINE: %[[ROWS:.*]] = tensor.dim %dy
// COMBINE: %[[MORE:.*]] = arith.addi %[[ROWS]], %{{.*}} : index
// COMBINE: %[[COUNT:.*]] = arith.divui %[[MORE]], %{{.*}} : index
// COMBINE: nn.combine_parts %[[PARTS]], %[[COUNT]] {{.*}}(tensor<4x3x5xf32>, index) -> tensor<3x5xf32>

// Of 300 rows there are three parts, in room for four; a part without a partner goes up as
// it is.
// CHECK-DAG: #[[PART:.*]] = affine_map<(d0, d1, d2) -> (d1 floordiv 128, d0, d2)>
// CHECK-LABEL: func.func @contraction(
// CHECK: %[[PARTS:.*]] = linalg.generic {{.*}}#[[PART]]], iterator_types = ["parallel", "reduction", "parallel"]} {{.*}} outs(%{{.*}} : tensor<4x3x5xf32>)
// CHECK: math.fma
// CHECK: %[[ROWS:.*]] = tensor.dim %dy
// CHECK: %[[MORE:.*]] = arith.addi %[[ROWS]], %{{.*}} : index
// CHECK: %[[COUNT:.*]] = arith.divui %[[MORE]], %{{.*}} : index
// CHECK: %[[EVEN:.*]] = tensor.extract_slice %[[PARTS]][0, 0, 0] [2, 3, 5] [2, 1, 1]
// CHECK: %[[ODD:.*]] = tensor.extract_slice %[[PARTS]][1, 0, 0] [2, 3, 5] [2, 1, 1]
// CHECK: linalg.generic {{.*}} ins(%[[EVEN]], %[[ODD]] :
// CHECK: %[[THERE:.*]] = arith.cmpi ult, %{{.*}}, %[[COUNT]]
// CHECK: %[[SUM:.*]] = arith.addf
// CHECK: arith.select %[[THERE]], %[[SUM]], %
// CHECK: tensor.extract_slice {{.*}} [1, 3, 5] [2, 1, 1]
// CHECK: } -> tensor<3x5xf32>
module attributes {plx.capacity = 300 : i64} {
  func.func @contraction(%dy: tensor<?x3xf32>, %x: tensor<?x5xf32>) -> tensor<3x5xf32> {
    %dw = nn.einsum "no,ni->oi" %dy, %x : (tensor<?x3xf32>, tensor<?x5xf32>) -> tensor<3x5xf32>
    return %dw : tensor<3x5xf32>
  }
}

// -----
// A batch that is one part is one chain, whatever its length.
// CHECK-LABEL: func.func @one_part(
// CHECK-NOT: floordiv
// CHECK-NOT: extract_slice
// CHECK: return
module attributes {plx.capacity = 128 : i64} {
  func.func @one_part(%x: tensor<?x5xf32>) -> tensor<5xf32> {
    %y = nn.sum %x {axes = array<i64: 0>} : (tensor<?x5xf32>) -> tensor<5xf32>
    return %y : tensor<5xf32>
  }
}

// -----
// Elements have their lane by their place among what is added, over two dimensions too; the
// dimension of lanes stands behind the rows.
// CHECK-DAG: #[[LANE:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, (d1 * 13 + d3) mod 16, d2)>
// CHECK-LABEL: func.func @lanes(
// CHECK: %[[LANES:.*]] = linalg.generic {{.*}}#[[LANE]]]{{.*}} outs(%{{.*}} : tensor<?x16x2xf32>)
// CHECK: tensor.extract_slice %[[LANES]][0, 0, 0] [%{{.*}}, 8, 2]
// CHECK: tensor.extract_slice %[[LANES]][0, 8, 0] [%{{.*}}, 8, 2]
// CHECK: arith.addf
// CHECK: } -> tensor<?x4x2xf32>
// CHECK: } -> tensor<?x2x2xf32>
// CHECK: } -> tensor<?x2xf32>
func.func @lanes(%x: tensor<?x5x2x13xf32>) -> tensor<?x2xf32> {
  %y = nn.sum %x {axes = array<i64: 1, 3>} : (tensor<?x5x2x13xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----
// Sixty-four elements are one chain.
// CHECK-LABEL: func.func @short(
// CHECK-NOT: mod
// CHECK: return
func.func @short(%x: tensor<?x64xf32>) -> tensor<?xf32> {
  %y = nn.sum %x {axes = array<i64: 1>} : (tensor<?x64xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----
// How many parts there are is rounded up for each level of the tree.
// CHECK-LABEL: func.func @levels(
// CHECK: arith.cmpi ult, %{{.*}}, %count
// CHECK: } -> tensor<2xf32>
// CHECK: %[[MORE:.*]] = arith.addi %count, %c1
// CHECK: %[[PAIRS:.*]] = arith.divui %[[MORE]], %c2
// CHECK: arith.cmpi ugt, %[[PAIRS]], %c1
// CHECK: } -> tensor<f32>
func.func @levels(%parts: tensor<4xf32>, %count: index) -> tensor<f32> {
  %sum = nn.combine_parts %parts, %count : (tensor<4xf32>, index) -> tensor<f32>
  return %sum : tensor<f32>
}
