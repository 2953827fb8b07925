//===- March.h - which processors code is generated for ---------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_TARGETS_CPU_MARCH_H
#define PLEXUS_COMPILER_TARGETS_CPU_MARCH_H

#include "compiler/support/Failure.h"

namespace plexus::driver {

/// LLVM's name for what `-march=` names; empty for `native`. Errors: Usage for
/// a processor that is unknown or older than the baseline x86-64-v3, and
/// Unavailable if this machine is and `native` was asked for.
llvm::Expected<std::string> resolveCpu(llvm::StringRef march);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_TARGETS_CPU_MARCH_H
