//===- PassOrder.cpp - the order of the passes ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/PassOrder.h"

#include "compiler/transforms/Passes.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace plexus;

namespace {
/// The passes to a stage while they are lined up.
class Order {
public:
  void add(std::unique_ptr<Pass> pass) { passes.push_back(std::move(pass)); }
  /// Removes ops whose results nothing uses, folds constants, and merges ops
  /// that compute the same value.
  void tidy() {
    add(createCanonicalizerPass());
    add(createCSEPass());
  }

  Passes passes;
};
} // namespace

/// Whether more is made of a structured op than plain loops.
static bool fuses(const PipelineOptions &options) {
  return options.fuse && options.optLevel > 0;
}

static void toGrad(Order &order, const PipelineOptions &options) {
  order.add(createDifferentiate({options.statistics}));
  // The forward pass of a backward rule is often there already: softmax(z) of
  // the loss and of the output, say.
  order.tidy();
}

static void toLinalg(Order &order) {
  order.add(createLowerToLinalg());
  order.tidy();
}

static void toFused(Order &order) {
  // On tensors, where it is one rewrite; on buffers it would be an analysis.
  order.add(createFuseElementwise());
  order.tidy();
}

static void toTile(Order &order, const TargetInfo &machine) {
  order.add(createChooseLayouts({machine.vectorBytes}));
  FormKernelsOptions options;
  options.vectorBytes = machine.vectorBytes;
  options.registers = machine.vectorRegisters;
  order.add(createFormKernels(options));
  // Fills of destinations that are no longer read.
  order.tidy();
}

static void toBuffers(Order &order) {
  order.add(createExpandParts());
  // After the last pass that makes one value of two that look alike.
  order.add(createSeparateDestinations());
  // Before bufferization, which then sees where results must end and writes
  // them there instead of copying.
  order.add(createBindBuffers());
  order.add(bufferization::createEmptyTensorEliminationPass());
  order.add(bufferization::createOneShotBufferizePass());
  // Copies of a buffer to itself (a parameter updated in place) go here, so
  // that the plan does not keep their memory alive.
  order.tidy();
  order.add(createPackPanels());
  order.add(createStackParts());
  order.add(createPlanMemory());
}

static void toLoops(Order &order, const PipelineOptions &options) {
  unsigned vectorBytes = options.target.info().vectorBytes;
  order.add(createLowerCopies());
  if (fuses(options))
    order.add(createLowerTransposes({vectorBytes}));
  order.add(createConvertLinalgToLoopsPass());
  // Sums in parts have places such as row / 128, and halves of a buffer.
  order.add(memref::createExpandStridedMetadataPass());
  order.add(createLowerAffinePass());
  order.tidy();
  // The passes below take time that grows faster than a function does.
  // In a debugger each line of the source keeps a kernel of its own.
  order.add(createOutlineKernels({/*share=*/options.optLevel > 0}));
  order.add(createLowerKernels({vectorBytes}));
  order.tidy();
  if (fuses(options))
    order.add(createInterleaveLoops({vectorBytes}));
}

static void toLLVM(Order &order, const PipelineOptions &options) {
  options.target.addCodePasses(
      [&](std::unique_ptr<Pass> pass) { order.add(std::move(pass)); });
  // The last pass: no other expects scopes in locations.
  if (options.debugFolder)
    order.add(createDebugInfo({*options.debugFolder}));
}

llvm::ArrayRef<Stage> plexus::stagesOfPasses() {
  static constexpr Stage stages[] = {Stage::grad, Stage::linalg,  Stage::fused,
                                     Stage::tile, Stage::buffers, Stage::loops,
                                     Stage::llvm};
  return stages;
}

Passes plexus::passesTo(Stage stage, const PipelineOptions &options) {
  Order order;
  switch (stage) {
  case Stage::grad:
    toGrad(order, options);
    break;
  case Stage::linalg:
    toLinalg(order);
    break;
  case Stage::fused:
    if (fuses(options))
      toFused(order);
    break;
  case Stage::tile:
    if (fuses(options))
      toTile(order, options.target.info());
    break;
  case Stage::buffers:
    toBuffers(order);
    break;
  case Stage::loops:
    toLoops(order, options);
    break;
  case Stage::llvm:
    toLLVM(order, options);
    break;
  case Stage::ast:
  case Stage::nn:
  case Stage::asm_:
  case Stage::obj:
  case Stage::exe:
    break;
  }
  return std::move(order.passes);
}
