//===- StopGradient.cpp - a value that no gradient passes -----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/StopGradient.h"

using namespace mlir;
using namespace plexus::nn;

LogicalResult StopGradientOp::inferReturnTypes(MLIRContext *,
                                               std::optional<Location>,
                                               Adaptor op,
                                               SmallVectorImpl<Type> &types) {
  types.push_back(op.getX().getType());
  return success();
}

SmallVector<Value> StopGradientOp::forward(OpBuilder &) { return {getX()}; }

#include "dialects/nn/ops/StopGradient.ops.inc"
