//===- plexus-opt.cpp - runs single passes over textual IR ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// mlir-opt with Plexus's dialect and passes, and with names of values: it reads
// them from the text and prints them.
//
//===----------------------------------------------------------------------===//
#include "compiler/tools/TextNames.h"
#include "compiler/transforms/Passes.h"
#include "dialects/nn/NN.h"
#include "dialects/tile/Tile.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

/// Makes `pass` the first of the passes. They may be a pipeline that was set as
/// a whole, so it is written and read again.
static LogicalResult putFirst(std::unique_ptr<Pass> pass, PassManager &passes) {
  std::string pipeline;
  llvm::raw_string_ostream os(pipeline);
  passes.printAsTextualPipeline(os);
  passes.clear();
  passes.addPass(std::move(pass));
  StringRef inner = StringRef(pipeline).split('(').second;
  return parsePassPipeline(inner.drop_back(), passes);
}

/// Reads `input`, runs the passes of the command line and writes `output`.
static LogicalResult process(StringRef input, StringRef output,
                             DialectRegistry &registry) {
  std::string error;
  auto buffer = openInputFile(input, &error);
  if (!buffer)
    return llvm::errs() << error << "\n", failure();
  auto file = openOutputFile(output, &error);
  if (!file)
    return llvm::errs() << error << "\n", failure();
  const MlirOptMainConfig asked = MlirOptMainConfig::createFromCLOptions();
  MlirOptMainConfig config = asked;
  std::string text = buffer->getBuffer().str();
  std::string name = buffer->getBufferIdentifier().str();
  config.setPassPipelineSetupFn([&](PassManager &passes) {
    if (failed(asked.setupPassPipeline(passes)))
      return failure();
    return putFirst(plexus::createTextNames(text, name), passes);
  });
  LogicalResult result =
      MlirOptMain(file->os(), std::move(buffer), registry, config);
  if (succeeded(result))
    file->keep();
  return result;
}

int main(int argc, char **argv) {
  llvm::InitLLVM initialised(argc, argv);
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllPasses();
  registry.insert<plexus::nn::NNDialect, plexus::tile::TileDialect>();
  plexus::tile::registerBufferization(registry);
  plexus::registerPlexusPasses();
  std::string names = "--mlir-use-nameloc-as-prefix";
  SmallVector<char *> arguments(argv, argv + argc);
  if (llvm::none_of(arguments, [](StringRef argument) {
        return argument.contains("mlir-use-nameloc-as-prefix");
      }))
    arguments.insert(arguments.begin() + 1, names.data());
  auto [input, output] =
      registerAndParseCLIOptions(arguments.size(), arguments.data(),
                                 "Plexus's passes, one by one\n", registry);
  auto config = MlirOptMainConfig::createFromCLOptions();
  if (config.shouldShowDialects() || config.shouldListPasses())
    return asMainReturnCode(MlirOptMain(arguments.size(), arguments.data(),
                                        input, output, registry));
  return asMainReturnCode(process(input, output, registry));
}
