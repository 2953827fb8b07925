//===- Origin.h - the op of a network from which others come --------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// It stands in the location, not in an attribute: two ops that compute the same
// for two ops of the network are still equal.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_ORIGIN_H
#define PLEXUS_DIALECTS_NN_ORIGIN_H

#include "mlir/IR/Operation.h"
#include <string>
#include <vector>

namespace plexus::nn {

/// The location of what is built for `op`: its own, with the name of the op
/// (`nn.dense`), unless that is for another one already.
mlir::Location locationFor(mlir::Operation *op);

/// The name of the op for which what stands there was built; empty if it is
/// the network's own.
llvm::StringRef originOf(mlir::Location loc);

/// What is computed inside of an op, in order and each once: `hidden:
/// nn.dense`, or without the name of the value where it has none.
std::vector<std::string> originsInside(mlir::Operation *op);

} // namespace plexus::nn

#endif
