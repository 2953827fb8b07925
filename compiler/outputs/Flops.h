//===- Flops.h - how many operations on real numbers ------------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_FLOPS_H
#define PLEXUS_COMPILER_OUTPUTS_FLOPS_H

#include "mlir/IR/Operation.h"

namespace plexus {

/// Operations on real numbers that an op does once: two for a multiply-add, one
/// for a sum, product, quotient or root, none for what moves, compares or
/// chooses; of vectors as many for each lane.
uint64_t flopsOf(mlir::Operation &op);

/// Those of all ops of a block, each done once; of ops inside of them none.
uint64_t flopsOf(mlir::Block &block);

} // namespace plexus

#endif
