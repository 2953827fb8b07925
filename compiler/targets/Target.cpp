//===- Target.cpp - the targets that there are ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/Target.h"

#include "compiler/support/Failure.h"
#include "compiler/targets/cpu/Cpu.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;

const MemorySpace &TargetInfo::spaceFor(uint64_t bytes) const {
  auto behind = llvm::drop_begin(memorySpaces);
  auto space = llvm::find_if(behind, [&](const MemorySpace &space) {
    return space.bytes == 0 || bytes <= space.bytes;
  });
  return space == behind.end() ? memorySpaces.back() : *space;
}

/// What is wrong with the arithmetic of `format`; empty where nothing is.
static std::string lackOf(const TargetInfo &info, math::Format format) {
  auto row = llvm::find_if(info.arithmetic, [&](const Arithmetic &arithmetic) {
    return arithmetic.format == format;
  });
  if (row == info.arithmetic.end())
    return "has no numbers of that format";
#define NEED(NAME, LACK)                                                       \
  if (!row->NAME)                                                              \
    return LACK;
#include "compiler/targets/Needs.def"
  return "";
}

llvm::Error plexus::checkArithmetic(const TargetInfo &info,
                                    math::Format format) {
  std::string lack = lackOf(info, format);
  if (lack.empty())
    return llvm::Error::success();
  math::Format other =
      format == math::Format::F32 ? math::Format::F64 : math::Format::F32;
  std::string advice;
  if (lackOf(info, other).empty())
    advice = std::string("; `--precision=") + nameOf(other) + "` is possible";
  return fail(ExitStatus::Unavailable,
              "no code in " + std::string(nameOf(format)) + " for " +
                  quoted(info.name()) + ", which " + lack + advice);
}

llvm::Expected<std::unique_ptr<plexus::Target>>
plexus::createTarget(llvm::StringRef march, unsigned optLevel) {
  return cpu::create(march, optLevel);
}
