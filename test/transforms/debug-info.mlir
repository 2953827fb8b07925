// A function gets a scope at the line of its own, what has no place belongs to the
// whole, and a line of another file keeps that file.
// RUN: plexus-opt %s -plx-debug-info=folder=nets -mlir-print-debuginfo | FileCheck %s

// CHECK: llvm.mlir.constant(1.000000e+00 : f32) : f32 loc(#[[HERE:.*]])
// CHECK: llvm.fadd {{.*}} loc(#[[ELSEWHERE:.*]])
// CHECK: llvm.return loc(#[[HERE]])
// CHECK-NEXT: } loc(#[[KERNEL:.*]])
// CHECK-DAG: #[[MAIN:.*]] = #llvm.di_file<"a.plx" in ".">
// CHECK-DAG: #[[OTHER:.*]] = #llvm.di_file<"sub/b.plx" in ".">
// CHECK-DAG: #[[HERE]] = loc("nets/a.plx":3:5)
// CHECK-DAG: #[[THERE:.*]] = loc("nets/sub/b.plx":9:2)
// CHECK-DAG: #[[SCOPE:.*]] = #llvm.di_subprogram<{{.*}}name = "step.h", linkageName = "step.h", file = #[[MAIN]], line = 3,
// CHECK-DAG: #[[BLOCK:.*]] = #llvm.di_lexical_block_file<scope = #[[SCOPE]], file = #[[OTHER]], discriminator = 0>
// CHECK-DAG: #[[KERNEL]] = loc(fused<#[[SCOPE]]>[#[[HERE]]])
// CHECK-DAG: #[[ELSEWHERE]] = loc(fused<#[[BLOCK]]>[#[[THERE]]])
module {
  llvm.func @step.h(%x: f32) {
    %one = llvm.mlir.constant(1.0 : f32) : f32 loc(unknown)
    %sum = llvm.fadd %x, %one : f32 loc("h"(fused<"nn.add">["nets/sub/b.plx":9:2 to :7]))
    llvm.return loc(unknown)
  } loc("h"("nets/a.plx":3:5 to :12))
}
