// A weight whose rows are longer than a tile is wide gets a panel, as long as the sum.
// RUN: plexus-opt %s -plx-pack-panels | FileCheck %s

module attributes {plx.capacity = 100 : i64} {
// CHECK-LABEL: @wide
// CHECK: %[[PANEL:.*]] = memref.alloc() : memref<3x16xf32>
// CHECK-NEXT: tile.kernel {{.*}} outs({{.*}}) panel(%[[PANEL]] : memref<3x16xf32>) initial
func.func @wide(%x: memref<?x3xf32>, %w: memref<3x17xf32>, %y: memref<?x17xf32>) {
  tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[i, k] : memref<?x3xf32>, %w[k, j] : memref<3x17xf32>) outs(%y[i, j] : memref<?x17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// Columns that lie side by side already need none.
// CHECK-LABEL: @narrow
// CHECK-NOT: panel
func.func @narrow(%x: memref<?x3xf32>, %w: memref<3x16xf32>, %y: memref<?x16xf32>) {
  tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[i, k] : memref<?x3xf32>, %w[k, j] : memref<3x16xf32>) outs(%y[i, j] : memref<?x16xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// A sum over rows has as many terms as there may be rows; one in parts, those of a part.
// CHECK-LABEL: @gradient
// CHECK: memref.alloc() : memref<100x16xf32>
// CHECK: memref.alloc() : memref<32x16xf32>
func.func @gradient(%x: memref<?x3xf32>, %d: memref<?x17xf32>, %y: memref<3x17xf32>, %z: memref<3x17xf32>) {
  tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[k, i] : memref<?x3xf32>, %d[k, j] : memref<?x17xf32>) outs(%y[i, j] : memref<3x17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  tile.kernel loops(i, sum k by 32, j) tile(6, 16) ins(%x[k, i] : memref<?x3xf32>, %d[k, j] : memref<?x17xf32>) outs(%z[i, j] : memref<3x17xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}
}
