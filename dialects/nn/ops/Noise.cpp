//===- Noise.cpp - gaussian noise while training --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Noise.h"
#include "dialects/nn/ops/Broadcast.h"

#include "dialects/nn/Random.h"
#include "math/Trig.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> NoiseOp::build(Call &call) {
  return call.create(getOperationName(), {call.tensor()},
                     {call.b.getNamedAttr(
                         "stream", randomStream(call.b, "noise", call.path))});
}

LogicalResult NoiseOp::inferReturnTypes(MLIRContext *, std::optional<Location>,
                                        Adaptor op,
                                        SmallVectorImpl<Type> &types) {
  types.push_back(op.getX().getType());
  return success();
}

Value NoiseOp::predicting(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getX().getType());
  Value zero = arith::ConstantOp::create(
      b, getLoc(), b.getFloatAttr(type.getElementType(), 0.0));
  return BroadcastOp::create(b, getLoc(), zero, getX(),
                             llvm::to_vector(llvm::seq(type.getRank())));
}

Value NoiseOp::training(OpBuilder &b, Value seed, Value step) {
  return GaussianOp::create(b, getLoc(), getX(), seed, step, getStreamAttr());
}

LogicalResult GaussianOp::inferReturnTypes(MLIRContext *,
                                           std::optional<Location>, Adaptor op,
                                           SmallVectorImpl<Type> &types) {
  types.push_back(op.getX().getType());
  return success();
}

SmallVector<Value> GaussianOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getY().getType());
  return {generateElements(
      b, getLoc(), type, getX(),
      [&](OpBuilder &b, Location loc, ValueRange indices) -> Value {
        auto words = randomWords(b, loc, type, indices, getSeed(), getStep(),
                                 getStream());
        auto real = [&](IRWord word) {
          return IRScalar(b, loc,
                          arith::UIToFPOp::create(b, loc, type.getElementType(),
                                                  word.value()));
        };
        return plexus::math::normalFromBits(real(words[0]), real(words[1]))
            .value();
      })};
}

#include "dialects/nn/ops/Noise.ops.inc"
