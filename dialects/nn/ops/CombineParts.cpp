//===- CombineParts.cpp - the sum of sums of parts ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/CombineParts.h"
#include "dialects/nn/Sums.h"

using namespace mlir;
using namespace plexus::nn;

LogicalResult CombinePartsOp::verify() {
  auto parts = cast<RankedTensorType>(getParts().getType());
  auto sum = cast<RankedTensorType>(getSum().getType());
  if (parts.getRank() == 0 || parts.isDynamicDim(0) ||
      !llvm::isPowerOf2_64(uint64_t(parts.getDimSize(0))))
    return emitOpError("needs a power of two of parts");
  if (sum.getShape() != parts.getShape().drop_front() ||
      sum.getElementType() != parts.getElementType())
    return emitOpError("computes what has the dimensions of a part");
  return success();
}

Value CombinePartsOp::expand(OpBuilder &b) {
  return addParts(b, getLoc(), getParts(), getCount());
}

#include "dialects/nn/ops/CombineParts.ops.inc"
