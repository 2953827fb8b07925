//===- ValueNames.h - names of values for readers ---------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_VALUENAMES_H
#define PLEXUS_COMPILER_DRIVER_VALUENAMES_H

#include "mlir/IR/BuiltinOps.h"

namespace plexus::driver {

/// Gives every value that has a name in its location one that no other in its
/// scope has: `h`, `h_1`, `h_2`, counted for each name, where the printer of
/// MLIR counts them all together. What is loaded is called after its memory,
/// a loop's variable i, j, ... by its depth, and a constant after its value.
void shortenNames(mlir::ModuleOp module);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_VALUENAMES_H
