//===- PassOrder.h - the order of the passes ------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_PIPELINE_PASSORDER_H
#define PLEXUS_COMPILER_PIPELINE_PASSORDER_H

#include "compiler/targets/Target.h"
#include "mlir/Pass/PassManager.h"

namespace plexus {

/// nn -> grad, with the entry point `statistics` if it is wanted.
void addGradPasses(mlir::OpPassManager &pm, bool statistics);
/// grad -> linalg.
void addLinalgPasses(mlir::OpPassManager &pm);
/// linalg -> fewer loop nests, with the same bits.
void addFusionPasses(mlir::OpPassManager &pm);
/// linalg -> buffers in the caller's memory.
void addBufferPasses(mlir::OpPassManager &pm);
/// buffers -> the llvm dialect.
void addLLVMPasses(mlir::OpPassManager &pm, const Target &target);

} // namespace plexus

#endif
