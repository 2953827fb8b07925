//===- March.h - which processors code is generated for ---------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_TARGETS_CPU_MARCH_H
#define PLEXUS_COMPILER_TARGETS_CPU_MARCH_H

#include "llvm/Support/Error.h"

#include <string>

namespace plexus::cpu {

/// A processor as LLVM wants it named.
struct Processor {
  std::string name;     ///< "znver4"
  std::string features; ///< beyond those of the name: "+fma,-avx512f"
};

/// The processor that `-march=` names, `native` being this machine's. Errors:
/// Usage for one that is unknown or older than the baseline x86-64-v3, and
/// Unavailable where `native` is.
llvm::Expected<Processor> resolveMarch(llvm::StringRef march);

} // namespace plexus::cpu

#endif // PLEXUS_COMPILER_TARGETS_CPU_MARCH_H
