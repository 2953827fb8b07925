# No back end makes a minimum or maximum of a choice between a number and zero: its
# zero could be the other one.
#
# REQUIRES: kernels
# RUN: plexc %s --emit=llvm:predict.y -march=x86-64-v3 -o %t.x86.ll
# RUN: sed -E '/^target /d; s/"target-(cpu|features)"="[^"]*"//g' %t.x86.ll > %t.ll
# RUN: llc -O3 -mtriple=aarch64-linux-gnu %t.ll -o %t.aarch64.s
# RUN: llc -O3 -mtriple=riscv64 -mattr=+f,+d,+v %t.ll -o %t.riscv64.s
# RUN: llc -O3 -mtriple=nvptx64 -mcpu=sm_90 %t.ll -o %t.nvptx64.s
# RUN: llc -O3 -mtriple=thumbv8m.main-none-eabihf -mcpu=cortex-m33 %t.ll -o %t.m33.s
# RUN: llc -O3 -mtriple=thumbv8.1m.main-none-eabihf -mcpu=cortex-m55 %t.ll -o %t.m55.s
# RUN: llc -O3 -mtriple=armv7a-linux-gnueabihf -mattr=+neon %t.ll -o %t.armv7.s
# RUN: llc -O3 -mtriple=wasm32 -mattr=+simd128 %t.ll -o %t.wasm32.s
# RUN: cat %t.*.s | grep -v "f32x4\.pm" | not grep -E "^\s+[a-z][a-z0-9_.]*(min|max)"
#
# WebAssembly (pmin, pmax) and x86 have instructions that are the choice itself.
# RUN: plexc %s --emit=asm:predict.y -march=x86-64-v3 | FileCheck %s
# CHECK: vminps
# CHECK: vmaxps

network NoMinimum {
  input  x: f32[64]
  output y = min(0, x) + max(-0.0, x) * relu(x) - clamp(x, min: -0.0, max: 0)
}
