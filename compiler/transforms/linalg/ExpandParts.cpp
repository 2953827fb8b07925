//===- ExpandParts.cpp - the tree over the parts of a sum -----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "dialects/nn/NN.h"
#include "dialects/nn/ops/CombineParts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using plexus::nn::CombinePartsOp;

namespace plexus {
#define GEN_PASS_DEF_EXPANDPARTS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {
struct ExpandPartsPass : plexus::impl::ExpandPartsBase<ExpandPartsPass> {
  void runOnOperation() override {
    getOperation().walk([](CombinePartsOp op) {
      OpBuilder b(op);
      op.replaceAllUsesWith(op.expand(b));
      op.erase();
    });
  }
};
} // namespace
