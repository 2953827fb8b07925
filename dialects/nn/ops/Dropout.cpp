//===- Dropout.cpp - zeroes elements by chance while training -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Dropout.h"
#include "dialects/nn/Arithmetic.h"

#include "dialects/nn/Random.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> DropoutOp::build(Call &call) {
  return call.create(
      getOperationName(), {call.tensor()},
      {call.b.getNamedAttr("rate", call.b.getF64FloatAttr(call.number("rate"))),
       call.b.getNamedAttr("stream",
                           randomStream(call.b, "dropout", call.path))});
}

/// The type of x. Fails if the rate is not at least 0 and below 1.
static LogicalResult inferDropout(std::optional<Location> loc, Value x,
                                  const APFloat &rate,
                                  SmallVectorImpl<Type> &types) {
  double share = rate.convertToDouble();
  if (!(share >= 0.0 && share < 1.0)) // dropout_c1
    return emitOptionalError(
        loc, "the rate of `Dropout` is at least 0 and below 100%");
  types.push_back(x.getType());
  return success();
}

LogicalResult DropoutOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor op,
                                          SmallVectorImpl<Type> &types) {
  return inferDropout(loc, op.getX(), op.getRate(), types);
}

Value DropoutOp::predicting(OpBuilder &) { return getX(); }

Value DropoutOp::training(OpBuilder &b, Value seed, Value step) {
  Value mask = DropoutMaskOp::create(b, getLoc(), getX(), seed, step,
                                     getRateAttr(), getStreamAttr());
  return MulOp::create(b, getLoc(), getX(), mask);
}

LogicalResult DropoutMaskOp::inferReturnTypes(MLIRContext *,
                                              std::optional<Location> loc,
                                              Adaptor op,
                                              SmallVectorImpl<Type> &types) {
  return inferDropout(loc, op.getX(), op.getRate(), types);
}

SmallVector<Value> DropoutMaskOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getMask().getType());
  double rate = getRate().convertToDouble();
  auto threshold = static_cast<uint32_t>(rate * 4294967296.0);
  Type element = type.getElementType();
  return {generateElements(
      b, getLoc(), type, getX(),
      [&](OpBuilder &b, Location loc, ValueRange indices) -> Value {
        Value bits = randomWords(b, loc, type, indices, getSeed(), getStep(),
                                 getStream())[0]
                         .value();
        Value least = arith::ConstantOp::create(
            b, loc, b.getI32IntegerAttr(static_cast<int32_t>(threshold)));
        Value keep = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::uge,
                                           bits, least);
        Value scale = arith::ConstantOp::create(
            b, loc, b.getFloatAttr(element, 1.0 / (1.0 - rate)));
        Value zero =
            arith::ConstantOp::create(b, loc, b.getFloatAttr(element, 0.0));
        return arith::SelectOp::create(b, loc, keep, scale, zero);
      })};
}

#include "dialects/nn/ops/Dropout.ops.inc"
