//===- PrintGraph.h - the network as a picture ------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTGRAPH_H
#define PLEXUS_COMPILER_DRIVER_PRINTGRAPH_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/raw_ostream.h"

namespace plexus::driver {

/// `--print=graph`: the network in the language of Graphviz. A node is an op of
/// the network with its name and the shape of a row; what goes in and what
/// comes out are drawn apart, parameters small beside the op that they belong
/// to.
void printGraph(mlir::ModuleOp module, llvm::raw_ostream &os);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTGRAPH_H
