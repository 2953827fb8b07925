//===- plexus-opt.cpp - runs single passes over textual IR ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/transforms/Passes.h"
#include "dialects/nn/NN.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::registerAllPasses();
  registry.insert<plexus::nn::NNDialect>();
  plexus::registerPlexusPasses();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "Plexus's passes, one by one\n", registry));
}
