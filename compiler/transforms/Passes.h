//===- Passes.h - the passes of the compiler ------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_PASSES_H
#define PLEXUS_COMPILER_TRANSFORMS_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include <memory>

namespace plexus {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "compiler/transforms/Passes.h.inc"

/// Registers every pass of this folder for textual pipelines.
inline void registerPlexusPasses() { registerPlexusTransformsPasses(); }

} // namespace plexus

#endif
