//===- Processors.cpp - processors as data --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/cpu/Processors.h"

#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Support/Threading.h"

using namespace llvm;
using namespace plexus;

namespace {
struct Caches {
  StringRef processor;
  uint64_t first, second; ///< KiB
};
} // namespace

static Caches cachesOf(StringRef processor) {
  static constexpr Caches rows[] = {
#define CACHES(NAME, FIRST, SECOND) {NAME, FIRST, SECOND},
#include "compiler/targets/cpu/Caches.def"
  };
  for (const Caches &row : rows)
    if (row.processor == processor)
      return row;
  return rows[0];
}

/// Multiply-adds of `instruction` that a core starts in a cycle, as LLVM's
/// scheduling model has it; 1 where it has none.
static double throughputOf(StringRef instruction,
                           const TargetMachine &machine) {
  const MCInstrInfo &instructions = *machine.getMCInstrInfo();
  const MCSubtargetInfo &processor = *machine.getMCSubtargetInfo();
  const MCSchedModel &model = processor.getSchedModel();
  if (!model.hasInstrSchedModel())
    return 1;
  for (unsigned opcode = 0; opcode < instructions.getNumOpcodes(); ++opcode)
    if (instructions.getName(opcode) == instruction) {
      unsigned schedClass = instructions.get(opcode).getSchedClass();
      const MCSchedClassDesc &description =
          *model.getSchedClassDesc(schedClass);
      return 1 / MCSchedModel::getReciprocalThroughput(processor, description);
    }
  return 1;
}

TargetInfo plexus::cpu::describe(const TargetMachine &machine, bool native) {
  bool wide = machine.getMCSubtargetInfo()->checkFeatures("+avx512f,+avx512vl");
  TargetInfo info;
  info.triple = machine.getTargetTriple().str();
  info.processor = machine.getTargetCPU().str();
  info.vectorBytes = wide ? 64 : 32;
  info.vectorRegisters = wide ? 32 : 16;
  info.fmaUnits =
      throughputOf(wide ? "VFMADD213PSZr" : "VFMADD213PSYr", machine);
  info.threads =
      native ? llvm::hardware_concurrency().compute_thread_count() : 1;
  Caches caches = cachesOf(info.processor);
  info.memorySpaces = {
      {"registers", uint64_t(info.vectorBytes) * info.vectorRegisters},
      {"L1", caches.first * 1024},
      {"L2", caches.second * 1024},
      {"memory", 0}};
  for (math::Format format : {math::Format::F32, math::Format::F64})
    info.arithmetic.push_back({.format = format,
                               .roundsToNearest = true,
                               .fusesOnce = true,
                               .keepsSubnormals = true});
  info.roundsToIntegers = true;
  return info;
}
