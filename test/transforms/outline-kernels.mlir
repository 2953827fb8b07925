// A loop nest becomes a function that is handed bytes, views them itself, and is
// named after what it computes, with a number where that name is taken.
// RUN: plexus-opt %s -plx-outline-kernels -mlir-use-nameloc-as-prefix | FileCheck --check-prefixes=CHECK,SHARED %s
// RUN: plexus-opt %s -plx-outline-kernels=share=false -mlir-use-nameloc-as-prefix | FileCheck --check-prefixes=CHECK,OWN %s

// CHECK: func.func private @predict.y.fill(%rows: index, %y: memref<24xi8> {llvm.noalias})
// CHECK: %[[START:y_.*]] = arith.constant 0 : index
// CHECK: %[[VIEW:.*]] = memref.view %y[%[[START]]][%rows] : memref<24xi8> to memref<?x3xf32>
// CHECK: scf.for {{.*}} to %rows
// CHECK: memref.store {{.*}}, %[[VIEW]]
// CHECK: func.func private @predict.y(
// OWN: func.func private @predict.y_1(
// CHECK: func.func private @predict.z.copy(
// CHECK: func.func private @predict.kernel.copy(
// CHECK: func.func @predict
// CHECK: %[[BYTES:.*]] = memref.view %bytes[%c0{{.*}}][] : memref<64xi8> to memref<24xi8>
// CHECK: call @predict.y.fill(%rows, %[[BYTES]])
// CHECK: call @predict.y(
// SHARED: call @predict.y(
// OWN: call @predict.y_1(
// CHECK-NOT: scf.for
// CHECK: return

// Where the bytes lie makes no difference, nor does the entry point; how many
// they are, and what is computed, does.
// SHARED-NOT: func.func private @evaluate.y(
// SHARED: func.func private @evaluate.w(
// SHARED: func.func @evaluate
// SHARED: %[[LATER:.*]] = memref.view %bytes[%c32{{.*}}][] : memref<64xi8> to memref<24xi8>
// SHARED: call @predict.y(%rows, %[[LATER]])
// SHARED: call @evaluate.w(

// A buffer that a loop nest views twice is one argument.
// CHECK: func.func private @step.y({{[^,]*}}, %flat: memref<24xi8> {llvm.noalias}) {
// CHECK: memref.view %flat[
// CHECK: memref.view %flat[

// Buffers that overlap are not said to be apart, so such a kernel is not shared.
// CHECK: func.func private @other.two(%rows: index, %a: memref<24xi8> {llvm.noalias}, %b: memref<24xi8> {llvm.noalias}) {
// CHECK: func.func private @statistics.two(%rows: index, %a: memref<24xi8>, %b: memref<24xi8>) {
module attributes {plx.capacity = 2 : i64} {
func.func @predict(%rows: index loc("rows"), %bytes: memref<64xi8> loc("bytes")) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %y = memref.view %bytes[%c0][%rows] : memref<64xi8> to memref<?x3xf32> loc("y")
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

func.func @evaluate(%rows: index loc("rows"), %bytes: memref<64xi8> loc("bytes")) {
  %c32 = arith.constant 32 : index
  %zero = arith.constant 0.0 : f32
  %c1 = arith.constant 1 : index
  %c0 = arith.constant 0 : index
  %w = memref.view %bytes[%c32][%rows] : memref<64xi8> to memref<?x2xf32> loc("w")
  %y = memref.view %bytes[%c32][%rows] : memref<64xi8> to memref<?x3xf32> loc("y")
  scf.for %i = %c0 to %rows step %c1 {
    %sum = arith.addf %zero, %zero : f32
    memref.store %sum, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  scf.for %i = %c0 to %rows step %c1 {
    %sum = arith.addf %zero, %zero : f32
    memref.store %sum, %w[%i, %c1] : memref<?x2xf32>
  } loc("w")
  return
}

func.func @step(%rows: index loc("rows"), %bytes: memref<64xi8> loc("bytes")) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %y = memref.view %bytes[%c0][%rows] : memref<64xi8> to memref<?x3xf32> loc("y")
  %flat = memref.view %bytes[%c0][] : memref<64xi8> to memref<6xf32> loc("flat")
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %flat[%i] : memref<6xf32>
    %sum = arith.addf %old, %old : f32
    memref.store %sum, %y[%i, %c1] : memref<?x3xf32>
  } loc("y")
  return
}

func.func @other(%rows: index loc("rows"), %bytes: memref<64xi8> loc("bytes")) {
  %c0 = arith.constant 0 : index
  %place = arith.constant 24 : index
  %a = memref.view %bytes[%c0][%rows] : memref<64xi8> to memref<?x3xf32> loc("a")
  %b = memref.view %bytes[%place][%rows] : memref<64xi8> to memref<?x3xf32> loc("b")
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %a[%i, %c0] : memref<?x3xf32>
    %sum = arith.addf %old, %old : f32
    memref.store %sum, %b[%i, %c1] : memref<?x3xf32>
  } loc("two")
  return
}
func.func @statistics(%rows: index loc("rows"), %bytes: memref<64xi8> loc("bytes")) {
  %c0 = arith.constant 0 : index
  %place = arith.constant 8 : index
  %a = memref.view %bytes[%c0][%rows] : memref<64xi8> to memref<?x3xf32> loc("a")
  %b = memref.view %bytes[%place][%rows] : memref<64xi8> to memref<?x3xf32> loc("b")
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %a[%i, %c0] : memref<?x3xf32>
    %sum = arith.addf %old, %old : f32
    memref.store %sum, %b[%i, %c1] : memref<?x3xf32>
  } loc("two")
  return
}
}
