//===- Flops.cpp - how many operations on real numbers --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/Flops.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;

uint64_t plexus::flopsOf(Operation &op) {
  bool fused = isa<mlir::math::FmaOp>(op);
  if (!fused && !isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
                     arith::NegFOp, mlir::math::SqrtOp>(op))
    return 0;
  auto vector = dyn_cast<VectorType>(op.getResult(0).getType());
  return (fused ? 2 : 1) * (vector ? uint64_t(vector.getNumElements()) : 1);
}

uint64_t plexus::flopsOf(Block &block) {
  uint64_t flops = 0;
  for (Operation &op : block)
    flops += flopsOf(op);
  return flops;
}
