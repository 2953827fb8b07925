# `--print=passes` lists the passes in order with what they do to the IR, and
# `--print-ir-after=` shows it after any of them, alone or for one function.
#
# REQUIRES: kernels
# RUN: plexc %s --print=passes | FileCheck --check-prefix=TABLE %s
# TABLE: {{^stage +pass +ms +ops before +after +what it does$}}
# TABLE: {{^grad +nn-differentiate +[0-9.]+ +5 +4 +derive the entry points}}
# TABLE: {{^linalg +nn-to-linalg +[0-9.]+ +[0-9]+ +[0-9]+ +replace every op}}
# TABLE: {{^fused +plx-fuse-elementwise +[0-9.]+}} {{.*}} make one loop nest of chains
# TABLE: {{^buffers +plx-plan-memory }}
# TABLE: {{^loops +plx-outline-kernels }}
# TABLE: {{^llvm +plx-lower-to-llvm }}
# TABLE: {{^llvm +optimise +[0-9.]+$}}
# RUN: plexc %s --print=passes -O0 | FileCheck --check-prefix=O0 --implicit-check-not=fused %s
# O0: plx-bind-buffers

# RUN: plexc %s --emit=fused:predict --print-ir-after=plx-fuse-elementwise -o %t.out 2>&1 \
# RUN:   | FileCheck --check-prefix=FUSE %s
# FUSE: // after plx-fuse-elementwise, on the way to fused: make one loop nest
# FUSE: func.func @predict(
# FUSE: fused = "h: nn.tanh, y: nn.relu"
# FUSE-NOT: {{func\.func|// after}}
#
# RUN: plexc %s --emit=loops --print-ir-after=all -o %t.out 2>&1 | FileCheck --check-prefix=ALL %s
# ALL: // after nn-differentiate, on the way to grad:
# ALL: // after canonicalize, on the way to grad:
# ALL: // after cse, on the way to grad:
# ALL: // after nn-to-linalg, on the way to linalg:
# ALL: // after one-shot-bufferize, on the way to buffers:
# ALL: // after plx-outline-kernels, on the way to loops:

# Of a function, `nn` shows the network, and the LLVM dialect declares what is called.
# RUN: plexc %s --emit=llvm:predict --print-ir-after=nn --print-ir-after=plx-lower-to-llvm -o %t.out 2>%t.err
# RUN: FileCheck --check-prefix=PREDICT %s < %t.err
# PREDICT: // after nn:
# PREDICT: nn.network @Tiny
# PREDICT: nn.tanh
# PREDICT: // after plx-lower-to-llvm, on the way to llvm:
# PREDICT: llvm.func @predict.y({{.*}}) attributes {{.*}}{{$}}
# PREDICT: llvm.func @predict(
# PREDICT: llvm.call @predict.y(
# RUN: plexc %s -g --print=passes | FileCheck --check-prefix=DEBUGGED %s
# DEBUGGED: {{^llvm +plx-debug-info }}

# RUN: %exits 64 plexc %s --print-ir-after=plx-fuse-elementwis 2>&1 | FileCheck --check-prefix=GUESS %s
# GUESS: a pass or `all`, got `plx-fuse-elementwis`; did you mean `plx-fuse-elementwise`?
# RUN: %exits 64 plexc %s --print-ir-after=obj 2>&1 | FileCheck --check-prefix=OBJ %s
# OBJ: error: `--print-ir-after` takes a stage from `nn` to `loops`, a pass or `all`, got `obj`; `--print=passes` lists the passes
# RUN: %exits 64 plexc %s --print-ir-after=plx-plan-memory --emit=fused 2>&1 | FileCheck --check-prefix=LATE %s
# LATE: error: `--print-ir-after=plx-plan-memory` is never reached with `--emit=fused`
# RUN: %exits 64 plexc %s --print-ir-after=plx-fuse-elementwise -O0 2>&1 | FileCheck --check-prefix=NEVER %s
# NEVER: error: `--print-ir-after=plx-fuse-elementwise` is never reached with `--emit=exe` and `-O0`
# RUN: %exits 64 plexc %s --print-ir-after=plx-form-kernels --set build.fuse=false 2>&1 | FileCheck --check-prefix=UNFUSED %s
# UNFUSED: error: `--print-ir-after=plx-form-kernels` is never reached with `--emit=exe` and `fuse: false`
# RUN: %exits 64 plexc %s --print-ir-after=plx-debug-info 2>&1 | FileCheck --check-prefix=DEBUG %s
# DEBUG: error: `--print-ir-after=plx-debug-info` is never reached without `-g`
# RUN: plexc %s -g --emit=llvm:predict -o %t.out --print-ir-after=plx-debug-info 2>&1 | FileCheck --check-prefix=PLACES %s
# PLACES: // after plx-debug-info, on the way to llvm:
# RUN: %exits 64 plexc %s --verify-diagnostics --emit=grad:nope 2>&1 | FileCheck --check-prefix=NOPE %s
# NOPE: error: stage `grad` has no function `nope`

network Tiny {
  input x: f32[2]
  let h = tanh(x)
  output y = relu(h)
}
