//===- PrintPlan.h - what each kernel does ----------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTPLAN_H
#define PLEXUS_COMPILER_DRIVER_PRINTPLAN_H

#include "compiler/pipeline/Pipeline.h"

namespace plexus::driver {

/// `--print=plan`: a line for each call of a kernel, under the entry point that
/// makes it, with what it computes and moves, and how much of what the machine
/// can do that is at best; and the sums of each entry point.
void printPlan(const KernelPlan &plan, const TargetInfo &machine,
               llvm::raw_ostream &os);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTPLAN_H
