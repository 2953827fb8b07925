//===- Compile.h - from one source text to what was asked for ---*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_COMPILE_H
#define PLEXUS_COMPILER_DRIVER_COMPILE_H

#include "compiler/driver/Options.h"
#include "compiler/support/ExitStatus.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace plexus::driver {

/// Reads, checks, compiles and writes what `options` ask for. Everything is
/// printed when this returns; `executable` is where plexc lies.
ExitStatus compile(const Options &options, llvm::StringRef executable,
                   llvm::raw_ostream &out, llvm::raw_ostream &err);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_COMPILE_H
