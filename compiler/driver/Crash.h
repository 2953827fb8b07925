//===- Crash.h - even the worst ends in one line and a status ---*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_CRASH_H
#define PLEXUS_COMPILER_DRIVER_CRASH_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace plexus::driver {

/// Runs `body` on a stack deep enough for deep networks and returns its status.
/// A fatal error of LLVM, a fault of the processor, an abort and the end of
/// memory each become one line on standard error and an ExitStatus; temporary
/// files are removed. It changes the process's handlers: for `main` only.
int runGuarded(llvm::function_ref<int()> body);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_CRASH_H
