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

/// What LLVM's scheduling model says of an instruction; null where there is no
/// model.
static const MCSchedClassDesc *scheduleOf(StringRef instruction,
                                          const TargetMachine &machine) {
  const MCInstrInfo &instructions = *machine.getMCInstrInfo();
  const MCSchedModel &model = machine.getMCSubtargetInfo()->getSchedModel();
  if (!model.hasInstrSchedModel())
    return nullptr;
  for (unsigned opcode = 0; opcode < instructions.getNumOpcodes(); ++opcode)
    if (instructions.getName(opcode) == instruction)
      return model.getSchedClassDesc(instructions.get(opcode).getSchedClass());
  return nullptr;
}

/// How many of an instruction a core starts in a cycle; 1 where LLVM does not
/// know.
static double throughputOf(StringRef instruction,
                           const TargetMachine &machine) {
  const MCSchedClassDesc *schedule = scheduleOf(instruction, machine);
  return schedule ? 1 / MCSchedModel::getReciprocalThroughput(
                            *machine.getMCSubtargetInfo(), *schedule)
                  : 1;
}

/// The cycles after which its result is there; 4 where LLVM does not know.
static unsigned latencyOf(StringRef instruction, const TargetMachine &machine) {
  const MCSchedClassDesc *schedule = scheduleOf(instruction, machine);
  return schedule ? unsigned(MCSchedModel::computeInstrLatency(
                        *machine.getMCSubtargetInfo(), *schedule))
                  : 4;
}

TargetInfo plexus::cpu::describe(const TargetMachine &machine, bool native) {
  bool wide = machine.getMCSubtargetInfo()->checkFeatures("+avx512f,+avx512vl");
  TargetInfo info;
  info.triple = machine.getTargetTriple().str();
  info.processor = machine.getTargetCPU().str();
  info.vectorBytes = wide ? 64 : 32;
  info.vectorRegisters = wide ? 32 : 16;
  StringRef multiplyAdd = wide ? "VFMADD213PSZr" : "VFMADD213PSYr";
  info.fmaUnits = throughputOf(multiplyAdd, machine);
  info.fmaLatency = latencyOf(multiplyAdd, machine);
  info.loads = throughputOf(wide ? "VMOVUPSZrm" : "VMOVUPSYrm", machine);
  info.threads =
      native ? llvm::hardware_concurrency().compute_thread_count() : 1;
  Caches caches = cachesOf(info.processor);
  // No table has these rates. The second level fills a vector in a cycle, which
  // is what its bus is wide; what lies behind it, a third level more often than
  // not, half of one.
  double vector = info.vectorBytes;
  info.memorySpaces = {
      {"registers", uint64_t(info.vectorBytes) * info.vectorRegisters, 0},
      {"L1", caches.first * 1024, info.loads * vector},
      {"L2", caches.second * 1024, vector},
      {"memory", 0, vector / 2}};
  for (math::Format format : {math::Format::F32, math::Format::F64})
    info.arithmetic.push_back({.format = format,
                               .roundsToNearest = true,
                               .fusesOnce = true,
                               .keepsSubnormals = true});
  info.roundsToIntegers = true;
  return info;
}
