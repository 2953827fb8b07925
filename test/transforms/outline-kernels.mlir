// A loop nest becomes a function that makes its views itself and is named after
// what it computes.
// RUN: plexus-opt %s -plx-outline-kernels | FileCheck %s

// CHECK: func.func private @predict.y(%[[ROWS:.*]]: index, %[[BYTES:.*]]: memref<48xi8>)
// CHECK: %[[VIEW:.*]] = memref.view %[[BYTES]]
// CHECK: scf.for {{.*}} to %[[ROWS]]
// CHECK: memref.store {{.*}}, %[[VIEW]]
// CHECK: func.func @predict
// CHECK: call @predict.y
// CHECK-NOT: scf.for
func.func @predict(%rows: index, %bytes: memref<48xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %y = memref.view %bytes[%c0][%rows] : memref<48xi8> to memref<?x3xf32>
  scf.for %i = %c0 to %rows step %c1 {
    memref.store %zero, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  return
}
