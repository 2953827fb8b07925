//===- PrintPlan.cpp - what each kernel does ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintPlan.h"

#include "compiler/driver/Table.h"
#include "text/Counted.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace plexus;
using namespace plexus::driver;

namespace {
/// The sums of one entry point.
struct Totals {
  uint64_t kernels = 0, flops = 0, flopsInTiles = 0;
  uint64_t bytesRead = 0, bytesWritten = 0;
  double cycles = 0;
  bool hasPlainLoops = false;

  void add(const PlannedKernel &kernel) {
    ++kernels;
    flops += kernel.flops;
    flopsInTiles += kernel.tile.empty() ? 0 : kernel.flops;
    bytesRead += kernel.bytesRead;
    bytesWritten += kernel.bytesWritten;
    cycles += kernel.cycles;
    hasPlainLoops |= kernel.tile.empty();
  }
};
} // namespace

/// `i ≤64 × k 784 × j 128`
static std::string spellLoops(const PlannedKernel &kernel) {
  std::string text;
  for (const PlannedLoop &loop : kernel.loops) {
    text += text.empty() ? "" : " × ";
    text += loop.letter;
    text += loop.isOverRows ? " ≤" : " ";
    text += std::to_string(loop.extent);
    if (loop.step > 1)
      text += " by " + std::to_string(loop.step);
  }
  return text;
}

static std::string spellTile(const PlannedKernel &kernel) {
  return kernel.tile.empty()
             ? "-"
             : llvm::formatv("{0}×{1}", kernel.tile[0], kernel.tile[1]).str();
}

/// `parameters, caller → workspace`
static std::string spellMemory(const PlannedKernel &kernel) {
  return llvm::join(kernel.readFrom, ", ") +
         (kernel.readFrom.empty() ? "→ " : " → ") +
         llvm::join(kernel.writtenTo, ", ");
}

static std::string spellIntensity(uint64_t flops, uint64_t bytes) {
  return bytes ? llvm::formatv("{0:f1}", double(flops) / double(bytes)).str()
               : "";
}

/// `97 %` of what the machine could compute in these cycles; `≤97 %` where
/// plain loops are among them, of which a bound is known; `-` without cycles.
static std::string spellShare(uint64_t flops, double cycles, bool isBound,
                              double peak) {
  if (flops == 0)
    return "";
  if (cycles == 0)
    return "-";
  double percent = 100 * double(flops) / (cycles * peak);
  return llvm::formatv("{0}{1:f0} %", isBound ? "≤" : "", percent);
}

/// Operations on real numbers in a cycle in which every lane of every unit has
/// a multiply-add.
static double peakOf(const KernelPlan &plan, const TargetInfo &machine) {
  unsigned bytes = plan.format == math::Format::F64 ? 8 : 4;
  return 2 * machine.fmaUnits * (machine.vectorBytes / bytes);
}

static Table::Row rowOf(const PlannedKernel &kernel, const TargetInfo &machine,
                        double peak) {
  return {kernel.entry,
          kernel.name,
          spellLoops(kernel),
          spellTile(kernel),
          std::to_string(kernel.flops),
          std::to_string(kernel.bytesRead),
          std::to_string(kernel.bytesWritten),
          spellIntensity(kernel.flops, kernel.bytesRead + kernel.bytesWritten),
          spellShare(kernel.flops, kernel.cycles, kernel.tile.empty(), peak),
          spellMemory(kernel),
          machine.spaceFor(kernel.bytesTouched).name.str(),
          llvm::join(kernel.origins, ", ")};
}

static std::string spellInTiles(const Totals &totals) {
  if (totals.flops == 0)
    return "";
  double percent = 100 * double(totals.flopsInTiles) / double(totals.flops);
  return llvm::formatv("{0:f1} % of FLOP in tiles", percent);
}

static Table::Row rowOf(llvm::StringRef entry, const Totals &totals,
                        double peak) {
  return {entry.str(),
          "in all " + text::counted(totals.kernels, "kernel"),
          "",
          "",
          std::to_string(totals.flops),
          std::to_string(totals.bytesRead),
          std::to_string(totals.bytesWritten),
          spellIntensity(totals.flops, totals.bytesRead + totals.bytesWritten),
          spellShare(totals.flops, totals.cycles, totals.hasPlainLoops, peak),
          spellInTiles(totals)};
}

void plexus::driver::printPlan(const KernelPlan &plan,
                               const TargetInfo &machine,
                               llvm::raw_ostream &os) {
  using enum Align;
  double peak = peakOf(plan, machine);
  os << text::counted(uint64_t(plan.rows), "row") << " a call; the peak is "
     << llvm::formatv("{0:f0}", peak) << " FLOP a cycle\n\n";
  Table table({Left, Left, Left, Right, Right, Right, Right, Right, Right, Left,
               Left, Left});
  table.add({"entry point", "kernel", "loops", "tile", "FLOP", "read",
             "written", "FLOP/byte", "of peak", "memory", "fits", "computes"});
  table.addRule();
  llvm::MapVector<llvm::StringRef, Totals> entries;
  for (const PlannedKernel &kernel : plan.kernels) {
    table.add(rowOf(kernel, machine, peak));
    entries[kernel.entry].add(kernel);
  }
  table.addRule();
  for (auto &[entry, totals] : entries)
    table.add(rowOf(entry, totals, peak));
  table.print(os);
}
