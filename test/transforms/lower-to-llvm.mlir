// One conversion leaves nothing but the LLVM dialect: arguments are bare pointers,
// the rows a number, loops branches, and a multiply-add stays one.
// RUN: plexus-opt %s -plx-lower-to-llvm | FileCheck %s --implicit-check-not='{{scf|memref|arith|math|func\.|cf}}.'

// CHECK: llvm.func @scale(%[[ROWS:.*]]: i64, %[[BYTES:.*]]: !llvm.ptr)
// CHECK: llvm.getelementptr %{{.*}}[{{.*}}] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK: llvm.icmp "slt"
// CHECK: llvm.cond_br
// CHECK: llvm.load %{{.*}} : !llvm.ptr -> f32
// CHECK: llvm.intr.fma({{.*}}) : (f32, f32, f32) -> f32
// CHECK: llvm.store
// CHECK: llvm.br
// CHECK: llvm.call @nothing()
// CHECK: llvm.return
func.func private @nothing() {
  return
}
func.func @scale(%rows: index, %bytes: memref<96xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %two = arith.constant 2.0 : f32
  %x = memref.view %bytes[%c64][%rows] : memref<96xi8> to memref<?x2xf32>
  scf.for %i = %c0 to %rows step %c1 {
    %old = memref.load %x[%i, %c1] : memref<?x2xf32>
    %new = math.fma %old, %two, %two : f32
    memref.store %new, %x[%i, %c1] : memref<?x2xf32>
  }
  call @nothing() : () -> ()
  return
}
