//===- Bias.cpp - adds a parameter to every row ---------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Bias.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> BiasOp::build(Call &call) {
  Value x = call.tensor();
  auto type = cast<RankedTensorType>(x.getType());
  if (type.getRank() == (hasRows(type) ? 1 : 0))
    return call.error() << "`Bias` needs at least one dimension, got "
                        << spell(type);
  int64_t size = type.getShape().back();
  FailureOr<Value> b = call.parameter("bias", {size}, size, size);
  if (failed(b))
    return failure();
  FailureOr<Value> y = call.create(getOperationName(), {x, *b});
  return failed(y) ? y : call.activate(*y);
}

LogicalResult BiasOp::inferReturnTypes(MLIRContext *,
                                       std::optional<Location> loc, Adaptor op,
                                       SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  auto b = cast<RankedTensorType>(op.getB().getType());
  if (x.getRank() == 0 || b.getRank() != 1 || hasRows(b) ||
      b.getDimSize(0) != x.getShape().back()) // bias_c1
    return emitOptionalError(loc, "`Bias` with ", spell(b), " does not fit ",
                             spell(x));
  types.push_back(x);
  return success();
}

SmallVector<Value> BiasOp::forward(OpBuilder &b) {
  IRTensor x(b, getLoc(), getX()), bias(b, getLoc(), getB());
  return {x + broadcast(bias, x, leadingAxes(getX().getType()))};
}

void BiasOp::backward(Gradients &g) {
  IRTensor dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), dy);
  if (g.needs(getB()))
    g.add(getB(), sum(dy, leadingAxes(getX().getType())));
}

#include "dialects/nn/ops/Bias.ops.inc"
