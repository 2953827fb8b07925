// A tile is sums in registers: values that the loop of the sum carries.
// RUN: plexus-opt %s -split-input-file -plx-lower-kernels=vector-bytes=32 -canonicalize -verify-diagnostics | FileCheck %s

// 43 columns of eight lanes are two tiles of 16, a vector of 8 and three of four lanes;
// five rows a tile of two twice, and one.
// CHECK-LABEL: @columns
// CHECK-DAG: arith.constant dense<[true, true, true, false]> : vector<4xi1>
// CHECK: scf.for %[[J:.*]] = %c0 to %c32 step %c16 {
// CHECK-NEXT: scf.for %[[I:.*]] = %c0 to %c4 step %c2 {
// CHECK-NEXT: %[[SUMS:.*]]:4 = scf.for %[[K:.*]] = %c0 to %c3 step %c1 iter_args({{.*}}) -> (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>) {
// CHECK-NEXT: %[[X:.*]] = memref.load %x[%[[I]], %[[K]]]
// CHECK-NEXT: %[[X0:.*]] = vector.broadcast %[[X]] : f32 to vector<8xf32>
// CHECK-NEXT: %[[W0:.*]] = vector.load %w[%[[K]], %[[J]]] : memref<3x43xf32>, vector<8xf32>
// CHECK-NEXT: math.fma %[[X0]], %[[W0]], %{{.*}} : vector<8xf32>
// CHECK: %[[W1:.*]] = vector.load %w[%[[K]], %{{.*}}] : memref<3x43xf32>, vector<8xf32>
// CHECK-NEXT: math.fma %[[X0]], %[[W1]], %{{.*}} : vector<8xf32>
// CHECK: %[[X1:.*]] = vector.broadcast
// CHECK-NEXT: math.fma %[[X1]], %[[W0]], %{{.*}} : vector<8xf32>
// CHECK-NEXT: math.fma %[[X1]], %[[W1]], %{{.*}} : vector<8xf32>
// CHECK: vector.load %b[%[[J]]] : memref<43xf32>, vector<8xf32>
// CHECK-NEXT: arith.addf %[[SUMS]]#0,
// CHECK-NEXT: vector.store {{.*}}, %y[%[[I]], %[[J]]] : memref<5x43xf32>, vector<8xf32>
// The last row.
// CHECK: scf.for {{.*}} = %c0 to %c3 step %c1 iter_args({{.*}}) -> (vector<8xf32>, vector<8xf32>) {
// The last columns.
// CHECK: scf.for {{.*}} = %c0 to %c4 step %c2 {
// CHECK-NEXT: scf.for {{.*}} -> (vector<8xf32>, vector<4xf32>, vector<8xf32>, vector<4xf32>) {
// CHECK: vector.store {{.*}}, %y[%{{.*}}, %c32] : memref<5x43xf32>, vector<8xf32>
// CHECK: %[[B:.*]] = vector.maskedload %b[%c40], %[[MASK:.*]], %{{.*}} : memref<43xf32>, vector<4xi1>, vector<4xf32> into vector<4xf32>
// CHECK: vector.maskedstore %y[%{{.*}}, %c40], %[[MASK]], %{{.*}} : memref<5x43xf32>, vector<4xi1>, vector<4xf32>
// CHECK: scf.for {{.*}} -> (vector<8xf32>, vector<4xf32>) {
func.func @columns(%x: memref<5x3xf32>, %w: memref<3x43xf32>, %b: memref<43xf32>, %y: memref<5x43xf32>) {
  tile.kernel loops(i, sum k, j) tile(2, 16) ins(%x[i, k] : memref<5x3xf32>, %w[k, j] : memref<3x43xf32>)
      epilogue_ins(%b[j] : memref<43xf32>) outs(%y[i, j] : memref<5x43xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32, %c: f32):
    %p = arith.addf %s, %c : f32
    tile.yield %p : f32
  }
  return
}

// -----

// Columns that do not lie side by side are loaded one by one.
// CHECK-LABEL: @strided
// CHECK: iter_args({{.*}}) -> (vector<1xf32>
// CHECK: memref.load %w
// CHECK-NOT: vector.load
// CHECK-NOT: vector.store
// CHECK: return
func.func @strided(%x: memref<?xf32>, %w: memref<?x4xf32, strided<[8, 2]>>, %y: memref<4xf32>) {
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k] : memref<?xf32>, %w[k, j] : memref<?x4xf32, strided<[8, 2]>>)
      outs(%y[j] : memref<4xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %p = math.fma %i, %j, %o : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

// Each part of two rows has a sum of its own; the last may have one row, and without rows
// there is one part. The sum of a part is added to those that wait in the levels below the
// lowest 0 of its number, and waits there; that of the last one to all that wait, and the
// epilogue takes it.
// CHECK-LABEL: @parts
// CHECK: %[[ROWS:.*]] = memref.dim %x, %c0
// CHECK: %[[SOME:.*]] = arith.maxui %[[ROWS]], %c1
// CHECK: %[[BEFORE:.*]] = arith.subi %[[SOME]], %c1
// CHECK: %[[LAST:.*]] = arith.divui %[[BEFORE]], %c2
// CHECK: %[[COUNT:.*]] = arith.addi %[[LAST]], %c1
// CHECK: scf.for %[[P:.*]] = %c0 to %[[COUNT]] step %c1 {
// CHECK: %[[FIRST:.*]] = arith.muli %[[P]], %c2
// CHECK: %[[END:.*]] = arith.minui %{{.*}}, %[[ROWS]]
// CHECK: %[[IS_LAST:.*]] = arith.cmpi eq, %[[P]], %[[LAST]]
// CHECK: math.cttz
// CHECK: %[[ZERO:.*]] = arith.index_cast
// CHECK: math.ctlz
// CHECK: %[[DIGITS:.*]] = arith.subi %c64, %
// CHECK: %[[LEVEL:.*]] = arith.select %[[IS_LAST]], %[[DIGITS]], %[[ZERO]]
// CHECK: %[[SUM:.*]] = scf.for %[[K:.*]] = %[[FIRST]] to %[[END]] step %c1
// CHECK: vector.load %x[%[[K]], %c0]
// CHECK: %[[ALL:.*]] = scf.for %[[L:.*]] = %c0 to %[[LEVEL]] step %c1 iter_args(%[[LATER:.*]] = %[[SUM]])
// CHECK: %[[DIGITS:.*]] = arith.shrui %[[P]], %[[L]]
// CHECK: %[[DIGIT:.*]] = arith.andi %[[DIGITS]], %c1
// CHECK: %[[WAITS:.*]] = arith.cmpi ne, %[[DIGIT]], %c0
// CHECK: %[[EARLIER:.*]] = vector.load %stack[%[[L]], %c0]
// CHECK: %[[BOTH:.*]] = arith.addf %[[EARLIER]], %[[LATER]]
// CHECK: arith.select %[[WAITS]], %[[BOTH]], %[[LATER]]
// CHECK: scf.if %[[IS_LAST]] {
// CHECK: arith.mulf %[[ALL]], %{{.*}} : vector<8xf32>
// CHECK: vector.store %{{.*}}, %y[%c0]
// CHECK: } else {
// CHECK: vector.store %[[ALL]], %stack[%[[LEVEL]], %c0]
func.func @parts(%x: memref<?x8xf32>, %y: memref<8xf32>, %stack: memref<3x8xf32>) {
  tile.kernel loops(sum k by 2, j) tile(1, 8) ins(%x[k, j] : memref<?x8xf32>)
      outs(%y[j] : memref<8xf32>) stack(%stack : memref<3x8xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%i: f32, %o: f32):
    %p = arith.addf %o, %i : f32
    tile.yield %p : f32
  } epilogue {
  ^bb0(%s: f32):
    %half = arith.constant 0.5 : f32
    %p = arith.mulf %s, %half : f32
    tile.yield %p : f32
  }
  return
}

// -----

// The first rows read the weight and leave it in the panel, from the first place on;
// the others read the panel. Columns that are left go without.
// CHECK-LABEL: @panel
// CHECK: scf.for %[[J:.*]] = %c0 to %c32 step %c16 {
// CHECK: scf.for %[[K:.*]] = %c0 to %c3 step %c1
// CHECK: %[[W0:.*]] = vector.load %w[%[[K]], %[[J]]]
// CHECK-NEXT: vector.store %[[W0]], %panel[%[[K]], %c0] : memref<3x16xf32>, vector<8xf32>
// CHECK: %[[W1:.*]] = vector.load %w[%[[K]], %{{.*}}]
// CHECK-NEXT: vector.store %[[W1]], %panel[%[[K]], %c8] : memref<3x16xf32>, vector<8xf32>
// CHECK-NOT: vector.load %w
// CHECK: scf.for %{{.*}} = %c2 to %c6 step %c2 {
// CHECK: vector.load %panel[%{{.*}}, %c0]
// CHECK: vector.load %panel[%{{.*}}, %c8]
// CHECK: scf.for %{{.*}} = %c0 to %c3 step %c1 iter_args({{.*}}) -> (vector<8xf32>, vector<8xf32>)
// CHECK: vector.load %panel[%{{.*}}, %c0]
// CHECK: vector.load %panel[%{{.*}}, %c8]
// CHECK-NOT: %panel
// CHECK: vector.load %w[%{{.*}}, %c32]
// CHECK-NOT: %panel
// CHECK: return
func.func @panel(%x: memref<7x3xf32>, %w: memref<3x40xf32>, %panel: memref<3x16xf32>, %y: memref<7x40xf32>) {
  tile.kernel loops(i, sum k, j) tile(2, 16) ins(%x[i, k] : memref<7x3xf32>, %w[k, j] : memref<3x40xf32>) outs(%y[i, j] : memref<7x40xf32>)
      panel(%panel : memref<3x16xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = math.fma %a, %b, %s : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

// One row, eight vectors wide, or fewer rows than a tile has, two at once and four
// vectors wide, go without the panel.
// CHECK-LABEL: @few
// CHECK: %[[ROWS:.*]] = memref.dim %x
// CHECK: %[[ONE:.*]] = arith.cmpi ult, %[[ROWS]], %c2
// CHECK: scf.if %[[ONE]] {
// CHECK-NOT: %panel
// CHECK: -> (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK-NOT: %panel
// CHECK: } else {
// CHECK: %[[FEW:.*]] = arith.cmpi ult, %{{.*}}, %c6
// CHECK: scf.if %[[FEW]] {
// CHECK-NOT: %panel
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c32 {
// CHECK-NOT: %panel
// CHECK: -> (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK-NOT: %panel
// CHECK: } else {
// CHECK: scf.for %{{.*}} = %c0 to %c64 step %c16 {
// CHECK: vector.store {{.*}}, %panel
// CHECK: vector.load %panel
func.func @few(%x: memref<?x3xf32>, %w: memref<3x64xf32>, %panel: memref<3x16xf32>, %y: memref<?x64xf32>) {
  tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[i, k] : memref<?x3xf32>, %w[k, j] : memref<3x64xf32>) outs(%y[i, j] : memref<?x64xf32>)
      panel(%panel : memref<3x16xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = math.fma %a, %b, %s : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

// One row of a weight whose rows are long is computed term by term, eight and then one at a
// time; its sums lie in the panel.
// CHECK-LABEL: @long_rows
// CHECK: scf.if
// CHECK: scf.for %[[J:.*]] = %c0 to %c512 step %c16 {
// CHECK: %[[PLACE:.*]] = arith.divui %[[J]], %c16
// CHECK: vector.store %{{.*}}, %panel[%[[PLACE]], %c0]
// CHECK: scf.for %[[K:.*]] = %c0 to %c32 step %c8 {
// CHECK: scf.for %[[J:.*]] = %c0 to %c512 step %c16 {
// CHECK: vector.load %panel
// CHECK-COUNT-16: math.fma
// CHECK: vector.store %{{.*}}, %panel
// CHECK: scf.for %[[K:.*]] = %c32 to %c34 step %c1 {
// CHECK-COUNT-2: math.fma
// CHECK: scf.for %[[J:.*]] = %c0 to %c512 step %c16 {
// CHECK: vector.load %panel
// CHECK: arith.negf
// CHECK: vector.store %{{.*}}, %y[%c0, %[[J]]]
// CHECK: } else {
func.func @long_rows(%x: memref<?x34xf32>, %w: memref<34x512xf32>, %panel: memref<34x16xf32>, %y: memref<?x512xf32>) {
  tile.kernel loops(i, sum k, j) tile(6, 16) ins(%x[i, k] : memref<?x34xf32>, %w[k, j] : memref<34x512xf32>) outs(%y[i, j] : memref<?x512xf32>)
      panel(%panel : memref<34x16xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = math.fma %a, %b, %s : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32):
    %n = arith.negf %s : f32
    tile.yield %n : f32
  }
  return
}

// -----

// A panel of a part begins with its first term. What may be large is asked for terms
// ahead, none beyond the last. Each of the eight tiles asks for 16 of the 128 rows of the
// next part.
// CHECK-LABEL: @panel_of_parts
// CHECK: %[[FIRST:.*]] = arith.muli %{{.*}}, %c128
// CHECK: %[[END:.*]] = arith.minui
// CHECK: scf.for %[[J:.*]] = %c0 to %c64 step %c16 {
// CHECK: %[[LEFT:.*]] = arith.divui %[[J]], %c16
// CHECK: %[[OF_128:.*]] = arith.muli %[[LEFT]], %c256
// CHECK: %[[BEFORE:.*]] = arith.divui %[[OF_128]], %c8
// CHECK: %[[FROM:.*]] = arith.addi %[[END]], %[[BEFORE]]
// CHECK: %[[SHARE:.*]] = arith.addi %[[FROM]], %c16
// CHECK: %[[TO:.*]] = arith.minui %[[SHARE]], %
// CHECK: scf.for %[[NEXT:.*]] = %[[FROM]] to %[[TO]] step %c1 {
// CHECK: memref.prefetch %x[%[[NEXT]], %c0], read, locality<2>, data
// CHECK: scf.for %[[LINE:.*]] = %c0 to %c64 step %c16 {
// CHECK-NEXT: memref.prefetch %d[%[[NEXT]], %[[LINE]]], read, locality<2>, data
// CHECK: scf.for %[[K:.*]] = %[[FIRST]] to %[[END]]
// CHECK: %[[LAST:.*]] = arith.subi %[[END]], %c1
// CHECK: %[[AHEAD:.*]] = arith.addi %[[K]], %c16
// CHECK: %[[TERM:.*]] = arith.minui %[[AHEAD]], %[[LAST]]
// CHECK: memref.prefetch %d[%[[TERM]], %{{.*}}], read, locality<3>, data
// CHECK: %[[TERM:.*]] = arith.subi %[[K]], %[[FIRST]]
// CHECK: vector.store {{.*}}, %panel[%[[TERM]], %c0]
// CHECK: scf.for %[[K:.*]] = %[[FIRST]] to
// CHECK: %[[TERM:.*]] = arith.subi %[[K]], %[[FIRST]]
// CHECK: vector.load %panel[%[[TERM]], %c0]
func.func @panel_of_parts(%x: memref<?x4xf32>, %d: memref<?x64xf32>, %panel: memref<128x16xf32>, %stack: memref<1x4x64xf32>, %y: memref<4x64xf32>) {
  tile.kernel loops(i, sum k by 128, j) tile(2, 16) ins(%x[k, i] : memref<?x4xf32>, %d[k, j] : memref<?x64xf32>) outs(%y[i, j] : memref<4x64xf32>)
      panel(%panel : memref<128x16xf32>) stack(%stack : memref<1x4x64xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = math.fma %a, %b, %s : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}

// -----

// What the epilogue reads of each element of a large buffer is asked for before the sum,
// once for each line of the cache: two vectors.
// CHECK-LABEL: @ahead
// CHECK: memref.prefetch %v[%[[I:.*]], %[[J:.*]]], read, locality<3>, data : memref<200x64xf32>
// CHECK-NOT: memref.prefetch %v[%[[I]],
// CHECK: memref.prefetch %v[%{{.*}}, %[[J]]], read, locality<3>, data
// CHECK-NEXT: scf.for
func.func @ahead(%x: memref<3x200xf32>, %d: memref<3x64xf32>, %v: memref<200x64xf32>) {
  tile.kernel loops(i, sum k, j) tile(2, 16) ins(%x[k, i] : memref<3x200xf32>, %d[k, j] : memref<3x64xf32>) epilogue_ins(%v[i, j] : memref<200x64xf32>) outs(%v[i, j] : memref<200x64xf32>)
      initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = math.fma %a, %b, %s : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32, %o: f32):
    %n = arith.subf %o, %s : f32
    tile.yield %n : f32
  }
  return
}

// -----

// What is the same for all elements is no vector: an update that is not made writes what
// was there, and needs no masked store.
// CHECK-LABEL: @all_or_none
// CHECK-DAG: %[[IS:.*]] = arith.cmpf une, %apply, %{{.*}} : f32
// CHECK-DAG: %[[NEW:.*]] = arith.subf {{.*}} : vector<8xf32>
// CHECK: arith.select %[[IS]], %[[NEW]], %{{.*}} : vector<8xf32>
func.func @all_or_none(%x: memref<3x8xf32>, %v: memref<8xf32>, %apply: f32) {
  tile.kernel loops(sum k, j) tile(1, 8) ins(%x[k, j] : memref<3x8xf32>) epilogue_ins(%v[j] : memref<8xf32>) outs(%v[j] : memref<8xf32>)
      initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    %n = arith.addf %s, %a : f32
    tile.yield %n : f32
  } epilogue {
  ^bb0(%s: f32, %o: f32):
    %zero = arith.constant 0.0 : f32
    %is = arith.cmpf une, %apply, %zero : f32
    %n = arith.subf %o, %s : f32
    %r = arith.select %is, %n, %o : f32
    tile.yield %r : f32
  }
  return
}

// -----

func.func @no_stack(%x: memref<?x8xf32>, %y: memref<8xf32>) {
  // expected-error @+1 {{needs a stack for its parts}}
  tile.kernel loops(sum k by 2, j) tile(1, 8) ins(%x[k, j] : memref<?x8xf32>) outs(%y[j] : memref<8xf32>) initial(0.0 : f32) accumulate {
  ^bb0(%a: f32, %s: f32):
    tile.yield %s : f32
  } epilogue {
  ^bb0(%s: f32):
    tile.yield %s : f32
  }
  return
}
