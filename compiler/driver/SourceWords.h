//===- SourceWords.h - what the source calls an op --------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_SOURCEWORDS_H
#define PLEXUS_COMPILER_DRIVER_SOURCEWORDS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/StringRef.h"

namespace plexus::driver {

/// The name of an op of a network: that of a layer is its path, as `fc1`;
/// empty if it has none.
llvm::StringRef sourceNameOf(mlir::Operation &op);

/// What the source calls the kind of op: `Dense`, `relu`, `input`.
llvm::StringRef sourceWordOf(mlir::Operation &op);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_SOURCEWORDS_H
