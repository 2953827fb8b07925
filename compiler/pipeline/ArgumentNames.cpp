//===- ArgumentNames.cpp - names of arguments in LLVM IR ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/ArgumentNames.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;

void plexus::nameArguments(llvm::Module &code, ModuleOp module) {
  for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
    llvm::Function *translated = code.getFunction(function.getName());
    if (!translated || function.isExternal())
      continue;
    for (auto [argument, named] :
         llvm::zip(translated->args(), function.getArguments()))
      if (auto name = named.getLoc()->findInstanceOf<NameLoc>())
        argument.setName(name.getName().getValue());
  }
}
