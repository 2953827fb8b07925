// Where a kernel may write over what it reads.
// RUN: plexus-opt %s -split-input-file -one-shot-bufferize=bufferize-function-boundaries | FileCheck %s

// An epilogue input is read at the element that is written then: no copy.
// CHECK-LABEL: @update
// CHECK-NOT: memref.alloc
// CHECK: tile.kernel {{.*}} epilogue_ins(%[[W:.*]][i, j] : memref<4x5xf32, {{.*}}) outs(%[[W]][i, j]
func.func @update(%x: tensor<3x4xf32>, %y: tensor<3x5xf32>, %w: tensor<4x5xf32>) -> tensor<4x5xf32> {
  %r = tile.kernel loops(i, sum k, j) tile(4, 8) ins(%x[k, i] : tensor<3x4xf32>, %y[k, j] : tensor<3x5xf32>)
      epilogue_ins(%w[i, j] : tensor<4x5xf32>) outs(%w[i, j] : tensor<4x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %c: f32, %s: f32):
    %p = math.fma %a, %c, %s : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32, %o: f32):
    %p = arith.subf %o, %s : f32
    tile.yield %p : f32
  } -> tensor<4x5xf32>
  return %r : tensor<4x5xf32>
}

// -----

// Other elements are read after this one is written.
// CHECK-LABEL: @exchanged
// CHECK: memref.alloc
// CHECK: tile.kernel
func.func @exchanged(%x: tensor<3x3x2x5xf32>, %t: tensor<3x3x5xf32>) -> tensor<3x3x5xf32> {
  %r = tile.kernel loops(h, i, sum k, j) tile(4, 8) ins(%x[h, i, k, j] : tensor<3x3x2x5xf32>)
      epilogue_ins(%t[i, h, j] : tensor<3x3x5xf32>) outs(%t[h, i, j] : tensor<3x3x5xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    %p = arith.addf %s, %a : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32, %o: f32):
    %p = arith.addf %o, %s : f32
    tile.yield %p : f32
  } -> tensor<3x3x5xf32>
  return %r : tensor<3x3x5xf32>
}

// -----

// So are terms of other sums.
// CHECK-LABEL: @product
// CHECK: memref.alloc
// CHECK: tile.kernel
func.func @product(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %r = tile.kernel loops(i, sum k, j) tile(4, 8) ins(%w[i, k] : tensor<4x4xf32>, %x[k, j] : tensor<4x4xf32>)
      outs(%x[i, j] : tensor<4x4xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %c: f32, %s: f32):
    %p = math.fma %a, %c, %s : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  } -> tensor<4x4xf32>
  return %r : tensor<4x4xf32>
}
