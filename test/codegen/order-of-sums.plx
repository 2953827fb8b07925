# A contraction is a chain of fused multiply-adds, written as such: nothing may be
# reassociated, contracted or assumed finite by the back end.
#
# RUN: plexc %s --emit=llvm -O0 -o %t.ll
# RUN: FileCheck %s < %t.ll
# RUN: FileCheck --check-prefix=FLAGS %s < %t.ll
# RUN: plexc %s --emit=llvm -O3 | FileCheck --check-prefix=FLAGS %s
# RUN: plexc %s --emit=asm -O2 -march=x86-64-v3 | FileCheck --check-prefix=ASM %s
# RUN: plexc %s --emit=asm -O2 -march=x86-64-v3 --set build.precision=f64 \
# RUN:   | FileCheck --check-prefix=ASM64 %s

# CHECK-LABEL: define {{.*}}@predict.dense0
# CHECK: call float @llvm.fma.f32(
# FLAGS-NOT: {{(fadd|fsub|fmul|fdiv|fcmp|select|call) (fast|nnan|ninf|nsz|arcp|contract|afn|reassoc) }}
# FLAGS-NOT: fast-math
# FLAGS-NOT: llvm.fmuladd
# FLAGS-NOT: llvm.vector.reduce.fadd
# ASM: vfmadd{{[0-9]+}}{{[sp]s}}
# ASM64: vfmadd{{[0-9]+}}{{[sp]d}}

network Order {
  input x: f32[5]
  target t: f32[3]
  output y = x |> Dense(9, tanh) |> Dense(3)
  loss mse(y, t)
}
