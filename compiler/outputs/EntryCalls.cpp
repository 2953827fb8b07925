//===- EntryCalls.cpp - the kernels that entry points call ----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/EntryCalls.h"

#include "compiler/calling/CallingConvention.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::calling;

std::vector<EntryCall> plexus::callsOfEntries(ModuleOp module, int64_t rows) {
  std::vector<EntryCall> calls;
  SymbolTable functions(module);
  for (Entry name : allEntries()) {
    auto entry = functions.lookup<func::FuncOp>(nameOf(name));
    if (!entry)
      continue;
    Indices outside(rows);
    outside.set(entry.getArgument(positionOf(Fixed::Rows)), rows);
    entry.walk([&](func::CallOp call) {
      auto kernel = functions.lookup<func::FuncOp>(call.getCallee());
      Indices inside(rows);
      for (auto [given, taken] :
           llvm::zip(call.getOperands(), kernel.getArguments()))
        if (auto value = outside.valueOf(given))
          inside.set(taken, *value);
      calls.push_back({entry, call, kernel, std::move(inside)});
    });
  }
  return calls;
}
