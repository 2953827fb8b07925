// A loop nest becomes a function that makes its views itself and is named after
// what it computes, with a number where that name is taken.
// RUN: plexus-opt %s -plx-outline-kernels -mlir-use-nameloc-as-prefix | FileCheck %s

// CHECK: func.func private @predict.y.fill(%rows: index, %bytes: memref<48xi8>)
// CHECK: %[[VIEW:.*]] = memref.view %bytes
// CHECK: scf.for {{.*}} to %rows
// CHECK: memref.store {{.*}}, %[[VIEW]]
// CHECK: func.func private @predict.y(
// CHECK: func.func private @predict.y_1(
// CHECK: func.func private @predict.z.copy(
// CHECK: func.func private @predict.kernel.copy(
// CHECK: func.func @predict
// CHECK: call @predict.y.fill(%rows, %bytes)
// CHECK: call @predict.y(
// CHECK: call @predict.y_1(
// CHECK-NOT: scf.for
func.func @predict(%rows: index loc("rows"), %bytes: memref<48xi8> loc("bytes")) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %y = memref.view %bytes[%c0][%rows] : memref<48xi8> to memref<?x3xf32>
  scf.for %i = %c0 to %rows step %c1 {
    memref.store %zero, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  scf.for %i = %c0 to %rows step %c1 {
    %sum = arith.addf %zero, %zero : f32
    memref.store %sum, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  scf.for %i = %c0 to %rows step %c1 {
    %sum = arith.addf %zero, %zero : f32
    memref.store %sum, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %y[%i, %c0] : memref<?x3xf32>
    memref.store %old, %y[%i, %c1] : memref<?x3xf32>
  } loc("z")
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %y[%i, %c1] : memref<?x3xf32>
    memref.store %old, %y[%i, %c0] : memref<?x3xf32>
  }
  return
}
