//===- OwnMode.cpp - calls in the floating-point mode of kernels ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/cpu/OwnMode.h"

#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;

/// The control register MXCSR at the start of a process: every exception
/// masked, rounding to the nearest, subnormal numbers kept.
static constexpr uint32_t ownMode = 0x1F80;

void plexus::cpu::callInOwnMode(IRBuilderBase &b, Function *code,
                                ArrayRef<Value *> arguments) {
  Value *host = b.CreateAlloca(b.getInt32Ty());
  Value *own = b.CreateAlloca(b.getInt32Ty());
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_stmxcsr, {host});
  b.CreateStore(b.getInt32(ownMode), own);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {own});
  b.CreateCall(code, arguments);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {host});
}
