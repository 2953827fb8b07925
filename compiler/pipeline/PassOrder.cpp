//===- PassOrder.cpp - the order of the passes ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/pipeline/PassOrder.h"

#include "compiler/transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;

/// What is not used goes, what is there twice is made once.
static void tidy(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void plexus::addGradPasses(OpPassManager &pm, bool statistics) {
  pm.addPass(createDifferentiate({statistics}));
  // The forward pass of a backward rule is often there already: softmax(z) of
  // the loss and of the output, say.
  tidy(pm);
}

void plexus::addLinalgPasses(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createLowerToLinalg());
  tidy(pm);
}

void plexus::addFusionPasses(OpPassManager &pm) {
  // On tensors, where it is one rewrite; on buffers it would be an analysis.
  pm.addNestedPass<func::FuncOp>(createFuseElementwise());
  tidy(pm);
}

void plexus::addBufferPasses(OpPassManager &pm) {
  // After the last pass that makes one value of two that look alike.
  pm.addNestedPass<func::FuncOp>(createSeparateDestinations());
  // Before bufferization, which then sees where results must end and writes
  // them there instead of copying.
  pm.addPass(createBindBuffers());
  pm.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions options;
  pm.addPass(bufferization::createOneShotBufferizePass(options));
  // Copies of a buffer to itself (a parameter updated in place) go here, so
  // that the plan does not keep their memory alive.
  tidy(pm);
  pm.addPass(createPlanMemory());
}

void plexus::addLLVMPasses(OpPassManager &pm, const Target &target) {
  pm.addNestedPass<func::FuncOp>(createLowerCopies());
  pm.addPass(createConvertLinalgToLoopsPass());
  tidy(pm);
  // The passes below take time that grows faster than a function does.
  pm.addPass(createOutlineKernels());
  tidy(pm);
  target.addCodePasses(
      [&](std::unique_ptr<Pass> pass) { pm.addPass(std::move(pass)); });
}
