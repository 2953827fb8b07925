//===- EntryCalls.h - the kernels that entry points call ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_ENTRYCALLS_H
#define PLEXUS_COMPILER_OUTPUTS_ENTRYCALLS_H

#include "compiler/outputs/Iterations.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <vector>

namespace plexus {

/// One call of a kernel, with what is known of its arguments.
struct EntryCall {
  mlir::func::FuncOp entry;
  mlir::func::CallOp call;
  mlir::func::FuncOp kernel;
  Indices indices;
};

/// What the entry points call of kernels, in the order in which it runs, of a
/// module in which loop nests are functions.
std::vector<EntryCall> callsOfEntries(mlir::ModuleOp module, int64_t rows);

} // namespace plexus

#endif
