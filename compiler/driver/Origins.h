//===- Origins.h - where ops come from, for readers -------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_ORIGINS_H
#define PLEXUS_COMPILER_DRIVER_ORIGINS_H

#include "mlir/IR/BuiltinOps.h"

namespace plexus::driver {

/// Says in an attribute beside each op and kernel for which op of the network
/// it was built, as `from = "nn.dense"`; where it computes several values,
/// whose ops were fused, `fused = "hidden: nn.dense, h: nn.tanh"`. For a copy
/// that is printed: no pass should see them.
void showOrigins(mlir::ModuleOp module);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_ORIGINS_H
