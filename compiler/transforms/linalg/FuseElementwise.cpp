//===- FuseElementwise.cpp - chains of elementwise ops become one ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Upstream's patterns, with our own answer to when: never where an element
// would be computed more than once.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

namespace plexus {
#define GEN_PASS_DEF_FUSEELEMENTWISE
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// Whether the op only hands on what it reads, as a broadcast does.
static bool computesNothing(linalg::LinalgOp op) {
  return llvm::hasSingleElement(*op.getBlock());
}

/// Whether the producer of `operand` should be computed inside its user.
static bool fits(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::LinalgOp>();
  auto user = dyn_cast<linalg::LinalgOp>(operand->getOwner());
  if (!producer || !user)
    return false;
  if (computesNothing(producer))
    return true;
  // Each element of the producer is read once: by one user, at one point of
  // its loops.
  return producer->hasOneUse() &&
         user.getMatchingIndexingMap(operand).isPermutation();
}

namespace {
struct FuseElementwisePass
    : plexus::impl::FuseElementwiseBase<FuseElementwisePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, fits);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
