//===- Target.cpp - the targets that there are ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/Target.h"

#include "compiler/targets/cpu/Cpu.h"

llvm::Expected<std::unique_ptr<plexus::Target>>
plexus::createTarget(llvm::StringRef march, unsigned optLevel) {
  return cpu::create(march, optLevel);
}
