//===- Processors.h - processors as data ----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_CPU_PROCESSORS_H
#define PLEXUS_COMPILER_TARGETS_CPU_PROCESSORS_H

#include "compiler/targets/Target.h"
#include "llvm/Target/TargetMachine.h"

namespace plexus::cpu {

/// What the machine is. Vectors and registers follow from its features, how
/// many multiply-adds and loads a core starts and how long the former take from
/// LLVM's scheduling model of it, and caches from Caches.def: so the same name
/// gives the same code wherever it is compiled. Only the number of threads is
/// asked of this machine, where it is the one that is meant.
TargetInfo describe(const llvm::TargetMachine &machine, bool native);

} // namespace plexus::cpu

#endif
