//===- OneFunction.cpp - one function of an LLVM module -------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/OneFunction.h"

using namespace llvm;

void plexus::keepFunction(Module &module, StringRef function) {
  // The table of the network refers to every entry point and text.
  for (GlobalVariable &variable : module.globals())
    variable.setInitializer(nullptr);
  for (Function &f : module)
    if (f.getName() != function && f.getName() != ("plx_" + function).str())
      f.deleteBody();
  for (GlobalVariable &variable : make_early_inc_range(module.globals())) {
    variable.removeDeadConstantUsers();
    if (variable.use_empty())
      variable.eraseFromParent();
  }
  for (Function &f : make_early_inc_range(module)) {
    f.removeDeadConstantUsers();
    if (f.isDeclaration() && f.use_empty())
      f.eraseFromParent();
  }
}
