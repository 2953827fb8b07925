//===- ZeroSigns.h - choices between a number and zero --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_ZEROSIGNS_H
#define PLEXUS_COMPILER_TARGETS_ZEROSIGNS_H

#include "llvm/IR/Module.h"

namespace plexus {

/// Writes each choice between x and a zero so that no back end makes a minimum
/// or maximum of it, whose zero may be the other one. LLVM 22 does so with
/// `x < 0 ? x : 0` and its kin, where x = -0 gives 0, and for that it wants a
/// strict comparison. So the choice is turned: `!(x >= 0 or NaN)` is the same
/// condition. Comes after LLVM's optimiser, which would turn it back.
void keepZeroSigns(llvm::Module &module);

} // namespace plexus

#endif
