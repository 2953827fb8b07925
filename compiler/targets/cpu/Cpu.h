//===- Cpu.h - machine code for x86-64 ------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TARGETS_CPU_CPU_H
#define PLEXUS_COMPILER_TARGETS_CPU_CPU_H

#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include <memory>
#include <string>

namespace plexus::cpu {

/// Code generation for one CPU: `cpu` is a name that LLVM knows (x86-64-v3,
/// znver4); empty is this machine. Fails where the CPU is unknown or has no
/// fused multiply-add, which the kernels are made of. `optLevel` is 0..3.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(llvm::StringRef cpu, unsigned optLevel);

/// Runs LLVM's optimiser. Adds no fast-math flag and contracts nothing, so
/// every level computes the same bits.
void optimize(llvm::Module &module, llvm::TargetMachine &machine,
              unsigned optLevel);

/// Writes assembly or an object file.
llvm::Error emit(llvm::Module &module, llvm::TargetMachine &machine,
                 llvm::CodeGenFileType type, llvm::raw_pwrite_stream &os);

} // namespace plexus::cpu

#endif
