//===- OwnMode.cpp - calls in the floating-point mode of kernels ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/cpu/OwnMode.h"

#include "runtime/core/OwnMode.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using namespace plexus;

void plexus::cpu::callInOwnMode(IRBuilderBase &b, Function *code,
                                ArrayRef<Value *> arguments) {
  Value *host = b.CreateAlloca(b.getInt32Ty());
  Value *own = b.CreateAlloca(b.getInt32Ty());
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_stmxcsr, {host});
  b.CreateStore(b.getInt32(core::ownMxcsr), own);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {own});
  b.CreateCall(code, arguments);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {host});
}
