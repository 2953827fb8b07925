//===- RoundEven.h - rounding to an integer without an instruction --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_ROUNDEVEN_H
#define PLEXUS_COMPILER_TARGETS_ROUNDEVEN_H

#include "llvm/IR/Module.h"

namespace plexus {

/// Writes each rounding to the nearest even integer as the sums that
/// math/Scalar.h computes it with, to the same bits. For machines on which LLVM
/// would call a function of a C library for it, which small ones do not have.
void expandRoundEven(llvm::Module &module);

} // namespace plexus

#endif
