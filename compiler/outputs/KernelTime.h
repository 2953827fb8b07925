//===- KernelTime.h - how long a kernel takes at least --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A model of a few numbers of the target. It counts what a core can start in a
// cycle of multiply-adds and other arithmetic and of loads, the latency of sums
// that wait for themselves, lanes and rows that are left idle, and bytes that
// must come from a cache that holds them all. It knows nothing of misses,
// stores, addresses, loops and calls.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_KERNELTIME_H
#define PLEXUS_COMPILER_OUTPUTS_KERNELTIME_H

#include "compiler/outputs/KernelPlan.h"
#include "compiler/targets/Target.h"

namespace plexus {

/// Sets the cycles of a plan from the module that it was read from, which has
/// reached `loops` since. Plain loops are taken to become vectors if
/// `vectorised`. Fails after a diagnostic as describeKernels does.
llvm::LogicalResult timeKernels(mlir::ModuleOp loops, const TargetInfo &machine,
                                bool vectorised, KernelPlan &plan);

} // namespace plexus

#endif
