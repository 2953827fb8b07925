//===- LowerToLinalg.cpp - every op replaced by its meaning ---------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A loop over the ops that knows none by name. The meaning of an op may be told
// in simpler ops of the dialect, which are replaced in turn.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "dialects/nn/NN.h"
#include "dialects/nn/Origin.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

namespace plexus {
#define GEN_PASS_DEF_LOWERTOLINALG
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {
struct LowerToLinalgPass : plexus::impl::LowerToLinalgBase<LowerToLinalgPass> {
  void runOnOperation() override {
    OpBuilder b(&getContext());
    for (Block &block : getOperation().getBody())
      for (Operation *op = block.empty() ? nullptr : &block.front(); op;) {
        auto meaning = dyn_cast<ForwardInterface>(op);
        if (!meaning) {
          op = op->getNextNode();
          continue;
        }
        Operation *before = op->getPrevNode();
        b.setInsertionPoint(op);
        op->setLoc(locationFor(op));
        op->replaceAllUsesWith(meaning.forward(b));
        op->erase();
        // Go on with the first op that took its place.
        op = before ? before->getNextNode() : &block.front();
      }
  }
};
} // namespace
