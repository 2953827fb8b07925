//===- SeparateDestinations.cpp - a destination for each writer -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"

using namespace mlir;

namespace plexus {
#define GEN_PASS_DEF_SEPARATEDESTINATIONS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// Whether the op makes a tensor out of nothing: empty, or filled.
static bool isFresh(Operation *op) {
  return isa_and_nonnull<tensor::EmptyOp, linalg::FillOp>(op);
}

/// Gives each destination that others use too a copy of the op that makes it,
/// and so on for the destination of that copy.
static void separate(DestinationStyleOpInterface writer) {
  for (OpOperand &destination : writer.getDpsInitsMutable()) {
    Operation *maker = destination.get().getDefiningOp();
    if (!isFresh(maker) || maker->hasOneUse())
      continue;
    OpBuilder b(writer);
    Operation *own = b.clone(*maker);
    own->setLoc(writer->getLoc()); // it belongs to this value now
    destination.set(own->getResult(0));
    if (auto filled = dyn_cast<DestinationStyleOpInterface>(own))
      separate(filled);
  }
}

namespace {
struct SeparateDestinationsPass
    : plexus::impl::SeparateDestinationsBase<SeparateDestinationsPass> {
  void runOnOperation() override {
    // The copies are inserted before the op at hand, so they are not visited.
    getOperation().walk(
        [](DestinationStyleOpInterface writer) { separate(writer); });
  }
};
} // namespace
