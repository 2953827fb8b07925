//===- PrintNetwork.h - the tables of --print -------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTNETWORK_H
#define PLEXUS_COMPILER_DRIVER_PRINTNETWORK_H

#include "compiler/pipeline/Pipeline.h"

namespace plexus::driver {

/// `--print=summary`: a line for each op of the network as the source writes
/// it, with its shape (rows left out) and how many parameters it owns.
void printSummary(mlir::ModuleOp module, llvm::raw_ostream &os);

/// `--print=params`: names, shapes, elements and bytes.
void printParameters(mlir::ModuleOp module, llvm::raw_ostream &os);

/// `--print=init`: how each parameter is drawn, and why so.
void printInitialisers(mlir::ModuleOp module, llvm::raw_ostream &os);

/// `--print=memory`: the exact bytes that the network needs.
void printMemory(const MemoryPlan &plan, llvm::raw_ostream &os);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTNETWORK_H
