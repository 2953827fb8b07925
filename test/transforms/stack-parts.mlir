// A stack has a place for each digit of the number of the last part: of 300 rows in parts
// of 32 it is part 9.
// RUN: plexus-opt %s -plx-stack-parts | FileCheck %s

module attributes {plx.capacity = 300 : i64} {
// CHECK-LABEL: @parts
// CHECK: %[[STACK:.*]] = memref.alloc() : memref<4x5x17xf32>
// CHECK-NEXT: tile.kernel {{.*}} outs({{.*}}) stack(%[[STACK]] : memref<4x5x17xf32>) initial
func.func @parts(%x: memref<?x5xf32>, %d: memref<?x17xf32>, %y: memref<5x17xf32>) {
  tile.kernel loops(i, sum k by 32, j) tile(6, 16) ins(%x[k, i] : memref<?x5xf32>, %d[k, j] : memref<?x17xf32>) outs(%y[i, j] : memref<5x17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// 64 rows are two parts, and the first waits alone.
// CHECK-LABEL: @two
// CHECK: memref.alloc() : memref<1x17xf32>
func.func @two(%d: memref<64x17xf32>, %y: memref<17xf32>) {
  tile.kernel loops(sum k by 32, j) tile(1, 24) ins(%d[k, j] : memref<64x17xf32>) outs(%y[j] : memref<17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// A sum in one chain has none.
// CHECK-LABEL: @chain
// CHECK-NOT: stack
func.func @chain(%d: memref<?x17xf32>, %y: memref<17xf32>) {
  tile.kernel loops(sum k, j) tile(1, 24) ins(%d[k, j] : memref<?x17xf32>) outs(%y[j] : memref<17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}
}
