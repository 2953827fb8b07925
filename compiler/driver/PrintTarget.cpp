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

static std::string sizeOf(const MemorySpace &space) {
  return space.bytes ? llvm::formatv("{0} bytes", space.bytes).str()
                     : "as much as there is";
}

void plexus::driver::printTarget(const TargetInfo &info,
                                 llvm::raw_ostream &os) {
  Table table({Align::Left, Align::Left});
  table.add({"triple", info.triple});
  table.add({"processor", info.processor});
  table.add({"vector", llvm::formatv("{0} bytes", info.vectorBytes).str()});
  table.add({"vector registers", std::to_string(info.vectorRegisters)});
  table.add({"multiply-adds a cycle",
             llvm::formatv("{0:f1} vectors", info.fmaUnits).str()});
  table.add({"computes in", formatsOf(info)});
  table.add({"threads", std::to_string(info.threads)});
  for (const MemorySpace &space : info.memorySpaces)
    table.add({space.name.str(), sizeOf(space)});
  table.print(os);
}
