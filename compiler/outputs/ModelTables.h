//===- ModelTables.h - plx_model as constants of an LLVM module -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_MODELTABLES_H
#define PLEXUS_COMPILER_OUTPUTS_MODELTABLES_H

#include "compiler/calling/EntryThunk.h"
#include "compiler/outputs/ModelInfo.h"
#include "llvm/IR/Module.h"

namespace plexus {

/// The name of the constant that describes a network, `plx_model_Digits`: two
/// networks have two, so they link into one program.
std::string modelSymbol(llvm::StringRef network);

/// Adds to a module that holds the entry points the constant of that name, a
/// `plx_model` (runtime/core/plexus.h), and, for each entry point, the
/// function that takes a `plx_call` and calls it with `emitCall`. All else
/// becomes internal. The module has its data layout already.
void addModelTables(llvm::Module &module, const ModelInfo &model,
                    llvm::StringRef target, llvm::StringRef program,
                    calling::EmitCall emitCall);

} // namespace plexus

#endif
