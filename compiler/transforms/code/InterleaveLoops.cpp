//===- InterleaveLoops.cpp - long formulas of several vectors at once -----===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace plexus;

namespace plexus {
#define GEN_PASS_DEF_INTERLEAVELOOPS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// A formula of so many operations waits for each of them in turn, while the
/// next elements are too far away for a machine to begin with them.
static constexpr int64_t longFormula = 24;
/// So many vectors are computed side by side then.
static constexpr int32_t vectorsAtOnce = 2;

static LLVM::LoopAnnotationAttr
annotationOf(LLVM::LoopInterleaveAttr interleave) {
  return LLVM::LoopAnnotationAttr::get(
      interleave.getContext(), /*disableNonforced=*/{}, /*vectorize=*/{},
      interleave, /*unroll=*/{}, /*unrollAndJam=*/{}, /*licm=*/{},
      /*distribute=*/{}, /*pipeline=*/{}, /*peeled=*/{}, /*unswitch=*/{},
      /*mustProgress=*/{}, /*isVectorized=*/{}, /*startLoc=*/{}, /*endLoc=*/{},
      /*parallelAccesses=*/{});
}

/// The type in which a loop computes a long formula of each element; null if it
/// does something else.
static Type typeOfFormula(scf::ForOp loop) {
  if (loop.getNumRegionIterArgs() > 0)
    return {};
  int64_t count = 0;
  Type type;
  for (Operation &op : loop.getBody()->without_terminator()) {
    if (op.getNumRegions() > 0)
      return {};
    if (op.getNumResults() == 1 && isa<FloatType>(op.getResultTypes()[0]) &&
        OpTrait::hasElementwiseMappableTraits(&op)) {
      ++count;
      type = op.getResultTypes()[0];
    }
  }
  return count >= longFormula ? type : Type();
}

/// Whether nothing is left of so many iterations at a time, as far as their
/// number is known.
static bool isMultiple(scf::ForOp loop, int64_t iterations) {
  APInt from, to;
  return !matchPattern(loop.getUpperBound(), m_ConstantInt(&to)) ||
         !matchPattern(loop.getLowerBound(), m_ConstantInt(&from)) ||
         (to - from).getSExtValue() % iterations == 0;
}

namespace {
struct InterleaveLoopsPass
    : plexus::impl::InterleaveLoopsBase<InterleaveLoopsPass> {
  using InterleaveLoopsBase::InterleaveLoopsBase;
  void runOnOperation() override {
    Builder b(&getContext());
    auto interleave = LLVM::LoopInterleaveAttr::get(
        &getContext(), b.getI32IntegerAttr(vectorsAtOnce));
    LLVM::LoopAnnotationAttr annotation = annotationOf(interleave);
    getOperation().walk([&](scf::ForOp loop) {
      Type type = typeOfFormula(loop);
      if (type &&
          isMultiple(loop, tile::lanesOf(vectorBytes, type) * vectorsAtOnce))
        loop->setAttr("loop_annotation", annotation);
    });
  }
};
} // namespace
