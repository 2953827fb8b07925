//===- PrintTarget.cpp - what code is generated for -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/PrintTarget.h"

#include "compiler/driver/Table.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace plexus;
using namespace plexus::driver;

/// The formats in which networks can be computed.
static std::string formatsOf(const TargetInfo &info) {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Arithmetic &arithmetic : info.arithmetic)
    if (!errorToBool(checkArithmetic(info, arithmetic.format)))
      names.push_back(nameOf(arithmetic.format));
  return llvm::join(names, ", ");
}

static std::string spell(const MemorySpace &space) {
  std::string text = space.bytes ? llvm::formatv("{0} bytes", space.bytes).str()
                                 : "as much as there is";
  if (space.bytesPerCycle)
    text += llvm::formatv(", {0:f0} a cycle", space.bytesPerCycle);
  return text;
}

void plexus::driver::printTarget(const TargetInfo &info,
                                 llvm::raw_ostream &os) {
  Table table({Align::Left, Align::Left});
  table.add({"triple", info.triple});
  table.add({"processor", info.processor});
  table.add({"vector", llvm::formatv("{0} bytes", info.vectorBytes).str()});
  table.add({"vector registers", std::to_string(info.vectorRegisters)});
  table.add({"multiply-adds a cycle",
             llvm::formatv("{0:f1} vectors, each in {1} cycles", info.fmaUnits,
                           info.fmaLatency)
                 .str()});
  table.add({"loads a cycle", llvm::formatv("{0:f1} vectors", info.loads)});
  table.add({"computes in", formatsOf(info)});
  table.add({"threads", std::to_string(info.threads)});
  for (const MemorySpace &space : info.memorySpaces)
    table.add({space.name.str(), spell(space)});
  table.print(os);
}
