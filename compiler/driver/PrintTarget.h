//===- PrintTarget.h - what code is generated for ---------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTTARGET_H
#define PLEXUS_COMPILER_DRIVER_PRINTTARGET_H

#include "compiler/targets/Target.h"

namespace plexus::driver {

/// `--print=target`: the machine as the compiler sees it.
void printTarget(const TargetInfo &info, llvm::raw_ostream &os);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTTARGET_H
