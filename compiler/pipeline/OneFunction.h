//===- OneFunction.h - one function of an LLVM module ---------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_PIPELINE_ONEFUNCTION_H
#define PLEXUS_COMPILER_PIPELINE_ONEFUNCTION_H

#include "llvm/IR/Module.h"

namespace plexus {

/// Removes from the module what `function` does not need: other functions are
/// declared where they are called. Of an entry point there are two functions,
/// and both stay: the one of its name, which calls the kernels, and `plx_` with
/// its name, which unpacks a plx_call for it.
void keepFunction(llvm::Module &module, llvm::StringRef function);

} // namespace plexus

#endif
