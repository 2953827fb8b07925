# `--emit=STAGE:NAME` shows one function, and what it calls as declarations, so that it
# can be read again; a name that is not there is guessed at.
#
# REQUIRES: kernels
# RUN: plexc %s --emit=nn:Tiny | FileCheck --check-prefix=NN %s
# RUN: plexc %s --emit=grad:step -o %t.grad
# RUN: FileCheck --check-prefix=GRAD %s < %t.grad
# RUN: plexus-opt %t.grad -o %t.again
# RUN: plexc %s --emit=loops:predict -o %t.loops
# RUN: FileCheck --check-prefix=LOOPS %s < %t.loops
# RUN: plexus-opt %t.loops -o %t.again
# RUN: plexc %s --emit=loops:predict.h | FileCheck --check-prefix=KERNEL %s
# RUN: plexc %s --emit=llvm:predict -o %t.ll
# RUN: FileCheck --check-prefix=LLVM %s < %t.ll
# RUN: plexc %s --emit=llvm:predict.h | FileCheck --check-prefix=LLVMKERNEL %s
# RUN: plexc %s --emit=asm:predict.h | FileCheck --check-prefix=ASM %s
#
# NN: nn.network @Tiny
# GRAD-NOT: func.func @{{predict|evaluate|gradients|statistics}}
# GRAD: func.func @step
# GRAD-NOT: func.func
# LOOPS: func.func private @predict.h(index, {{[^%]*$}}
# LOOPS: func.func @predict(%parameters
# LOOPS: call @predict.h(%rows, %fc_1,
# LOOPS-NOT: @evaluate
# KERNEL: func.func private @predict.h(%
# KERNEL: scf.for %i =
# KERNEL: scf.for %j =
# KERNEL-NOT: func.func
# LLVM-NOT: @plx_{{(program_model|evaluate|step)}}
# LLVM: declare {{.*}} @predict.h(
# LLVM: define {{.*}} @predict(
# LLVM: define {{.*}} @plx_predict(
# LLVM-NOT: @plx_evaluate
# LLVMKERNEL: define {{.*}} @predict.h(i64 %rows, ptr {{.*}}%fc
# LLVMKERNEL-NOT: {{^(define|@)}}
# ASM: predict.h:
# ASM-NOT: predict:

# On the way there, what the kernel is made of is shown.
# RUN: plexc %s --emit=loops:predict.h -o %t.kernel --print-ir-after=grad 2>&1 | FileCheck --check-prefix=WAY %s
# WAY: // after grad
# WAY: func.func @predict(
# WAY-NOT: func.func

# What `init --trials` asks of a program is not in a text, unless it is asked for.
# RUN: plexc %s --emit=grad | FileCheck --check-prefix=ALL --implicit-check-not=@statistics %s
# RUN: plexc %s --emit=llvm | FileCheck --check-prefix=ALL --implicit-check-not=@statistics %s
# RUN: plexc %s --emit=obj -o %t.o --print-ir-after=grad 2>&1 | FileCheck --check-prefix=ALL --implicit-check-not=@statistics %s
# RUN: plexc %s --emit=grad:statistics | FileCheck --check-prefix=STATISTICS %s
# RUN: plexc %s --emit=asm | FileCheck --check-prefix=STATISTICSASM %s
# ALL: @step
# STATISTICS: func.func @statistics
# STATISTICSASM: plx_statistics

# RUN: %exits 64 plexc %s --emit=grad:stpe 2>&1 | FileCheck --check-prefix=GUESS %s
# GUESS: error: stage `grad` has no function `stpe`; did you mean `step`?
# RUN: %exits 64 plexc %s --emit=llvm:nothing 2>&1 | FileCheck --check-prefix=NAMES %s
# NAMES: error: stage `llvm` has no function `nothing`; it has `predict`, `evaluate`, `gradients`, `step`
# RUN: %exits 64 plexc %s --emit=asm:plx_step 2>&1 | FileCheck --check-prefix=THUNK %s
# THUNK: error: stage `asm` has no function `plx_step`; what unpacks the call for `step` is shown with it from `llvm` on
# RUN: %exits 64 plexc %s --emit=fused:step.d_h 2>&1 | FileCheck --check-prefix=EARLY %s
# EARLY: error: stage `fused` has no function `step.d_h`; kernels are functions from `loops` on
# RUN: %exits 64 plexc %s --emit=asm:step.something.else 2>&1 | FileCheck --check-prefix=KERNELS %s
# KERNELS: error: stage `asm` has no function `step.something.else`; `--emit=loops:step` lists the kernels of `step`
# RUN: %exits 64 plexc %s --emit=obj:step 2>&1 | FileCheck --check-prefix=OBJ %s
# OBJ: error: `--emit=obj` writes all there is; one function is shown of `nn`, {{.*}} or `asm`
# RUN: %exits 64 plexc %s --emit=grad: 2>&1 | FileCheck --check-prefix=EMPTY %s
# EMPTY: error: `--emit=grad:` takes the name of a function, got nothing

network Tiny {
  input x: f32[2]
  target t: f32[3]
  let h = x |> Dense(3, tanh) as fc
  output y = h
  loss mse(h, t)
}
data d { train: { x: table([[1, 2]]), t: table([[1, 2, 3]]) } }
train { data: d, epochs: 1, batch: 1, optimizer: sgd(lr: 0.1) }
