//===- ArgumentNames.h - names of arguments in LLVM IR --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_PIPELINE_ARGUMENTNAMES_H
#define PLEXUS_COMPILER_PIPELINE_ARGUMENTNAMES_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/IR/Module.h"

namespace plexus {

/// Gives the arguments of the functions of `code` the names that they have in
/// `module`, in the LLVM dialect, from which it was translated.
void nameArguments(llvm::Module &code, mlir::ModuleOp module);

} // namespace plexus

#endif
