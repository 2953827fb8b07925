// Two vectors of a long formula are computed side by side.
// RUN: plexus-opt %s -split-input-file -plx-interleave-loops=vector-bytes=32 | FileCheck %s

// CHECK: #[[INTERLEAVE:.*]] = #llvm.loop_interleave<count = 2 : i32>
// CHECK: #[[LOOP:.*]] = #llvm.loop_annotation<interleave = #[[INTERLEAVE]]>
// CHECK-LABEL: @formulas
// CHECK: scf.for {{.*}} to %rows
// CHECK: } {loop_annotation = #[[LOOP]]}
// CHECK: scf.for {{.*}} to %c32
// CHECK: } {loop_annotation = #[[LOOP]]}
// What is left of 24 would be computed one by one.
// CHECK: scf.for {{.*}} to %c24
// CHECK-NOT: loop_annotation
// CHECK: return
func.func @formulas(%x: memref<?xf32>, %rows: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  %c32 = arith.constant 32 : index
  scf.for %i = %c0 to %rows step %c1 {
    %a = memref.load %x[%i] : memref<?xf32>
    %v0 = arith.mulf %a, %a : f32
    %v1 = arith.mulf %v0, %a : f32
    %v2 = arith.mulf %v1, %a : f32
    %v3 = arith.mulf %v2, %a : f32
    %v4 = arith.mulf %v3, %a : f32
    %v5 = arith.mulf %v4, %a : f32
    %v6 = arith.mulf %v5, %a : f32
    %v7 = arith.mulf %v6, %a : f32
    %v8 = arith.mulf %v7, %a : f32
    %v9 = arith.mulf %v8, %a : f32
    %v10 = arith.mulf %v9, %a : f32
    %v11 = arith.mulf %v10, %a : f32
    %v12 = arith.mulf %v11, %a : f32
    %v13 = arith.mulf %v12, %a : f32
    %v14 = arith.mulf %v13, %a : f32
    %v15 = arith.mulf %v14, %a : f32
    %v16 = arith.mulf %v15, %a : f32
    %v17 = arith.mulf %v16, %a : f32
    %v18 = arith.mulf %v17, %a : f32
    %v19 = arith.mulf %v18, %a : f32
    %v20 = arith.mulf %v19, %a : f32
    %v21 = arith.mulf %v20, %a : f32
    %v22 = arith.mulf %v21, %a : f32
    %v23 = arith.mulf %v22, %a : f32
    memref.store %v23, %x[%i] : memref<?xf32>
  }
  scf.for %i = %c0 to %c32 step %c1 {
    %a = memref.load %x[%i] : memref<?xf32>
    %v0 = arith.mulf %a, %a : f32
    %v1 = arith.mulf %v0, %a : f32
    %v2 = arith.mulf %v1, %a : f32
    %v3 = arith.mulf %v2, %a : f32
    %v4 = arith.mulf %v3, %a : f32
    %v5 = arith.mulf %v4, %a : f32
    %v6 = arith.mulf %v5, %a : f32
    %v7 = arith.mulf %v6, %a : f32
    %v8 = arith.mulf %v7, %a : f32
    %v9 = arith.mulf %v8, %a : f32
    %v10 = arith.mulf %v9, %a : f32
    %v11 = arith.mulf %v10, %a : f32
    %v12 = arith.mulf %v11, %a : f32
    %v13 = arith.mulf %v12, %a : f32
    %v14 = arith.mulf %v13, %a : f32
    %v15 = arith.mulf %v14, %a : f32
    %v16 = arith.mulf %v15, %a : f32
    %v17 = arith.mulf %v16, %a : f32
    %v18 = arith.mulf %v17, %a : f32
    %v19 = arith.mulf %v18, %a : f32
    %v20 = arith.mulf %v19, %a : f32
    %v21 = arith.mulf %v20, %a : f32
    %v22 = arith.mulf %v21, %a : f32
    %v23 = arith.mulf %v22, %a : f32
    memref.store %v23, %x[%i] : memref<?xf32>
  }
  scf.for %i = %c0 to %c24 step %c1 {
    %a = memref.load %x[%i] : memref<?xf32>
    %v0 = arith.mulf %a, %a : f32
    %v1 = arith.mulf %v0, %a : f32
    %v2 = arith.mulf %v1, %a : f32
    %v3 = arith.mulf %v2, %a : f32
    %v4 = arith.mulf %v3, %a : f32
    %v5 = arith.mulf %v4, %a : f32
    %v6 = arith.mulf %v5, %a : f32
    %v7 = arith.mulf %v6, %a : f32
    %v8 = arith.mulf %v7, %a : f32
    %v9 = arith.mulf %v8, %a : f32
    %v10 = arith.mulf %v9, %a : f32
    %v11 = arith.mulf %v10, %a : f32
    %v12 = arith.mulf %v11, %a : f32
    %v13 = arith.mulf %v12, %a : f32
    %v14 = arith.mulf %v13, %a : f32
    %v15 = arith.mulf %v14, %a : f32
    %v16 = arith.mulf %v15, %a : f32
    %v17 = arith.mulf %v16, %a : f32
    %v18 = arith.mulf %v17, %a : f32
    %v19 = arith.mulf %v18, %a : f32
    %v20 = arith.mulf %v19, %a : f32
    %v21 = arith.mulf %v20, %a : f32
    %v22 = arith.mulf %v21, %a : f32
    %v23 = arith.mulf %v22, %a : f32
    memref.store %v23, %x[%i] : memref<?xf32>
  }
  return
}

// -----

// A short one is what machines compute side by side by themselves, and a sum has an order.
// CHECK-LABEL: @others
// CHECK-NOT: loop_annotation
func.func @others(%x: memref<?xf32>, %rows: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %rows step %c1 {
    %a = memref.load %x[%i] : memref<?xf32>
    %b = arith.mulf %a, %a : f32
    memref.store %b, %x[%i] : memref<?xf32>
  }
  %sum = scf.for %i = %c0 to %rows step %c1 iter_args(%so_far = %zero) -> f32 {
    %a = memref.load %x[%i] : memref<?xf32>
    %v0 = arith.mulf %a, %a : f32
    %v1 = arith.mulf %v0, %a : f32
    %v2 = arith.mulf %v1, %a : f32
    %v3 = arith.mulf %v2, %a : f32
    %v4 = arith.mulf %v3, %a : f32
    %v5 = arith.mulf %v4, %a : f32
    %v6 = arith.mulf %v5, %a : f32
    %v7 = arith.mulf %v6, %a : f32
    %v8 = arith.mulf %v7, %a : f32
    %v9 = arith.mulf %v8, %a : f32
    %v10 = arith.mulf %v9, %a : f32
    %v11 = arith.mulf %v10, %a : f32
    %v12 = arith.mulf %v11, %a : f32
    %v13 = arith.mulf %v12, %a : f32
    %v14 = arith.mulf %v13, %a : f32
    %v15 = arith.mulf %v14, %a : f32
    %v16 = arith.mulf %v15, %a : f32
    %v17 = arith.mulf %v16, %a : f32
    %v18 = arith.mulf %v17, %a : f32
    %v19 = arith.mulf %v18, %a : f32
    %v20 = arith.mulf %v19, %a : f32
    %v21 = arith.mulf %v20, %a : f32
    %v22 = arith.mulf %v21, %a : f32
    %v23 = arith.mulf %v22, %a : f32
    %next = arith.addf %so_far, %v23 : f32
    scf.yield %next : f32
  }
  return %sum : f32
}
