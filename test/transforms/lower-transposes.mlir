// Blocks of a vector's lanes are turned in registers: three rounds for eight lanes.
// RUN: plexus-opt %s -split-input-file -plx-lower-transposes=vector-bytes=32 -canonicalize | FileCheck %s

// The last block of rows begins at 12, the last of columns at 9.
// CHECK-LABEL: @weights
// CHECK: scf.for %[[I:.*]] = %c0 to %c20 step %c8 {
// CHECK-NEXT: %[[ROW:.*]] = arith.minui %[[I]], %c12
// CHECK-NEXT: scf.for %[[J:.*]] = %c0 to %c17 step %c8 {
// CHECK-NEXT: %[[COLUMN:.*]] = arith.minui %[[J]], %c9
// CHECK: vector.load %w[%{{.*}}, %[[COLUMN]]] : memref<20x17xf32>, vector<8xf32>
// CHECK-COUNT-8: vector.shuffle {{.*}} [0, 8, 1, 9, 2, 10, 3, 11]
// CHECK-NOT: linalg
// CHECK-COUNT-8: vector.store {{.*}}, %t[%{{.*}}, %[[ROW]]] : memref<17x20xf32>, vector<8xf32>
// CHECK-NOT: vector.store
func.func @weights(%w: memref<20x17xf32>, %t: memref<17x20xf32>) {
  linalg.transpose ins(%w : memref<20x17xf32>) outs(%t : memref<17x20xf32>) permutation = [1, 0]
  return
}

// -----

// Four lanes of eight bytes are two rounds.
// CHECK-LABEL: @doubles
// CHECK-COUNT-8: vector.shuffle
// CHECK-NOT: vector.shuffle
func.func @doubles(%w: memref<4x4xf64>, %t: memref<4x4xf64>) {
  linalg.transpose ins(%w : memref<4x4xf64>) outs(%t : memref<4x4xf64>) permutation = [1, 0]
  return
}

// -----

// What has no block, or no two dimensions, or does not lie in one piece.
// CHECK-LABEL: @others
// CHECK-COUNT-3: linalg.transpose
// CHECK-NOT: vector
func.func @others(%small: memref<7x20xf32>, %t: memref<20x7xf32>, %cube: memref<8x8x8xf32>, %u: memref<8x8x8xf32>,
                  %part: memref<8x8xf32, strided<[16, 2]>>, %v: memref<8x8xf32>) {
  linalg.transpose ins(%small : memref<7x20xf32>) outs(%t : memref<20x7xf32>) permutation = [1, 0]
  linalg.transpose ins(%cube : memref<8x8x8xf32>) outs(%u : memref<8x8x8xf32>) permutation = [0, 2, 1]
  linalg.transpose ins(%part : memref<8x8xf32, strided<[16, 2]>>) outs(%v : memref<8x8xf32>) permutation = [1, 0]
  return
}
