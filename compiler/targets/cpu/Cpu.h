//===- Cpu.h - machine code for processors of this machine's kind ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_CPU_CPU_H
#define PLEXUS_COMPILER_TARGETS_CPU_CPU_H

#include "compiler/targets/Target.h"

namespace plexus::cpu {

/// Code for one processor: see createTarget. It is one that LLVM knows
/// (x86-64-v3, znver4) and has what the baseline x86-64-v3 has.
llvm::Expected<std::unique_ptr<Target>> create(llvm::StringRef march,
                                               unsigned optLevel);

} // namespace plexus::cpu

#endif
