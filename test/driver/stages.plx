# Each stage prints what it promises, on the way or in the end; texts go to
# standard output, and nothing else is said.
#
# REQUIRES: kernels
# RUN: plexc %s --emit=ast | FileCheck --check-prefix=AST %s
# RUN: plexc %s --emit=nn | FileCheck --check-prefix=NN %s
# RUN: plexc %s --emit=linalg | FileCheck --check-prefix=LINALG %s
# RUN: plexc %s --emit=fused | FileCheck --check-prefix=FUSED %s
# RUN: plexc %s --emit=fused -O0 | FileCheck --check-prefix=UNFUSED %s
# RUN: plexc %s --emit=buffers | FileCheck --check-prefix=BUFFERS %s
# RUN: plexc %s --emit=loops | FileCheck --check-prefix=LOOPS %s
# RUN: plexc %s --emit=loops -o %t.loops --print-ir-after=buffers 2>&1 | FileCheck --check-prefix=BUFFERS %s
# RUN: plexc %s --emit=llvm -o - | FileCheck --check-prefix=LLVM %s
# RUN: plexc %s --emit=asm -march=x86-64-v3 | FileCheck --check-prefix=ASM %s
# RUN: plexc %s --emit=llvm -o %t.ll --print-ir-after=nn 2>&1 | FileCheck --check-prefix=NN %s
# RUN: plexc - --emit=nn < %s | FileCheck --check-prefix=NN %s
# RUN: plexc %s --emit=asm --time -o %t.s 2>&1 | FileCheck --check-prefix=TIME %s

# AST: Tiny
# NN: nn.network @Tiny
# NN: %h{{.*}} = nn.relu
# LINALG-NOT: nn.relu
# LINALG: linalg.
# FUSED-COUNT-1: linalg.generic
# FUSED-NOT: linalg.generic
# UNFUSED-COUNT-2: linalg.generic
# BUFFERS: func.func @predict(%parameters: memref<
# BUFFERS: linalg.generic
# BUFFERS-NOT: tensor
# LOOPS: func.func private @predict.y(
# LOOPS: scf.for
# LOOPS: func.func @predict(
# LOOPS: call @predict.y
# LLVM: define
# ASM: plx_model_Tiny
# TIME: ms  parse
# TIME-NEXT: ms  import
# TIME: ms  linalg
# TIME-NEXT: ms  fused
# TIME: ms  in all

network Tiny {
  input x: f32[2]
  let h = relu(x)
  output y = h + 1
}
