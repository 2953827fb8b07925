//===- OwnMode.h - calls in the floating-point mode of kernels ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_CPU_OWNMODE_H
#define PLEXUS_COMPILER_TARGETS_CPU_OWNMODE_H

#include "llvm/IR/IRBuilder.h"

namespace plexus::cpu {

/// See Target::emitCall.
void callInOwnMode(llvm::IRBuilderBase &b, llvm::Function *code,
                   llvm::ArrayRef<llvm::Value *> arguments);

} // namespace plexus::cpu

#endif
