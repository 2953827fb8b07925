//===- Softmax.cpp - probabilities from logits ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Softmax.h"

using namespace mlir;
using namespace plexus::nn;

/// The axis of the setting, the last without it.
template <class OpT> static FailureOr<Value> buildAlongAxis(Call &call) {
  Value x = call.tensor();
  auto type = cast<RankedTensorType>(x.getType());
  int64_t last = type.getRank() - (hasRows(type) ? 2 : 1);
  FailureOr<int64_t> axis =
      call.dimension(x, call.integer("axis").value_or(last));
  if (failed(axis))
    return failure();
  return call.create(
      OpT::getOperationName(), {x},
      {call.b.getNamedAttr("axis", call.b.getI64IntegerAttr(*axis))});
}

static LogicalResult inferSoftmax(std::optional<Location> loc, Value x,
                                  int64_t axis, SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(x.getType());
  if (axis < 0 || axis >= type.getRank()) // softmax_c1
    return emitOptionalError(loc, "axis ", axis, " is no dimension of ", type);
  types.push_back(type);
  return success();
}

/// x minus the largest along the axis.
static IRTensor centred(IRTensor x, int64_t axis) {
  Value largest = reduceElements(
      x.builder(), x.location(), x.value(), axis,
      -std::numeric_limits<double>::infinity(),
      [](MutableArrayRef<IRScalar> o) {
        return select(o[0] < o[1], o[1],
                      o[0]); // what is not a number shows in x - m
      });
  return x - broadcast(IRTensor(x.builder(), x.location(), largest), x, axis);
}

FailureOr<Value> SoftmaxOp::build(Call &call) {
  return buildAlongAxis<SoftmaxOp>(call);
}

LogicalResult SoftmaxOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor op,
                                          SmallVectorImpl<Type> &types) {
  return inferSoftmax(loc, op.getX(), op.getAxis(), types);
}

SmallVector<Value> SoftmaxOp::forward(OpBuilder &b) {
  int64_t axis = getAxis();
  IRTensor e = exp(centred(IRTensor(b, getLoc(), getX()), axis));
  return {e / broadcast(sum(e, axis), e, axis)};
}

void SoftmaxOp::backward(Gradients &g) {
  int64_t axis = getAxis();
  IRTensor y = g.expression(getY()), dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), y * (dy - broadcast(sum(dy * y, axis), y, axis)));
}

FailureOr<Value> LogSoftmaxOp::build(Call &call) {
  return buildAlongAxis<LogSoftmaxOp>(call);
}

LogicalResult LogSoftmaxOp::inferReturnTypes(MLIRContext *,
                                             std::optional<Location> loc,
                                             Adaptor op,
                                             SmallVectorImpl<Type> &types) {
  return inferSoftmax(loc, op.getX(), op.getAxis(), types);
}

SmallVector<Value> LogSoftmaxOp::forward(OpBuilder &b) {
  int64_t axis = getAxis();
  IRTensor c = centred(IRTensor(b, getLoc(), getX()), axis);
  return {c - broadcast(log(sum(exp(c), axis)), c, axis)};
}

void LogSoftmaxOp::backward(Gradients &g) {
  int64_t axis = getAxis();
  IRTensor y = g.expression(getY()), dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), dy - exp(y) * broadcast(sum(dy, axis), y, axis));
}

#include "dialects/nn/ops/Softmax.ops.inc"
