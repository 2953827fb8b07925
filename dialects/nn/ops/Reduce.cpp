//===- Reduce.cpp - sums and means along axes -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Reduce.h"
#include "dialects/nn/Sums.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace plexus::nn;

/// Axes as dimensions of x; without the setting all but the rows.
template <class OpT> static FailureOr<Value> buildReduce(Call &call) {
  Value x = call.tensor();
  SmallVector<int64_t> axes;
  if (call.has("axis")) {
    for (int64_t axis : call.integers("axis")) {
      FailureOr<int64_t> dimension = call.dimension(x, axis);
      if (failed(dimension))
        return failure();
      if (llvm::is_contained(axes, *dimension))
        return call.error() << "axis " << axis << " is named twice";
      axes.push_back(*dimension);
    }
    llvm::sort(axes);
  } else {
    axes = rowAxes(x.getType());
  }
  return call.create(
      OpT::getOperationName(), {x},
      {call.b.getNamedAttr("axes", call.b.getDenseI64ArrayAttr(axes))});
}

static LogicalResult inferReduce(std::optional<Location> loc, Value x,
                                 ArrayRef<int64_t> axes,
                                 SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(x.getType());
  for (auto [i, axis] : llvm::enumerate(axes))
    if (axis < 0 || axis >= type.getRank() ||
        (i > 0 && axis <= axes[i - 1])) // reduce_c1
      return emitOptionalError(loc, "axes [", axes, "] are not dimensions of ",
                               type, " in ascending order");
  types.push_back(RankedTensorType::get(without(type.getShape(), axes),
                                        type.getElementType()));
  return success();
}

FailureOr<Value> SumOp::build(Call &call) { return buildReduce<SumOp>(call); }

LogicalResult SumOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> loc, Adaptor op,
                                      SmallVectorImpl<Type> &types) {
  return inferReduce(loc, op.getX(), op.getAxes(), types);
}

SmallVector<Value> SumOp::forward(OpBuilder &b) {
  return {sumElements(b, getLoc(), getX(), getAxes())};
}

void SumOp::backward(Gradients &g) {
  IRTensor dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), broadcast(dy, getX(), getAxes()));
}

FailureOr<Value> MeanOp::build(Call &call) { return buildReduce<MeanOp>(call); }

LogicalResult MeanOp::inferReturnTypes(MLIRContext *,
                                       std::optional<Location> loc, Adaptor op,
                                       SmallVectorImpl<Type> &types) {
  return inferReduce(loc, op.getX(), op.getAxes(), types);
}

SmallVector<Value> MeanOp::forward(OpBuilder &b) {
  IRTensor x(b, getLoc(), getX());
  return {sum(x, getAxes()) / count(x, getAxes())};
}

void MeanOp::backward(Gradients &g) {
  IRTensor dy = g.expression(g.of(getY())), x = g.expression(getX());
  if (g.needs(getX()))
    g.add(getX(), broadcast(dy / count(x, getAxes()), getX(), getAxes()));
}

LogicalResult CountOp::inferReturnTypes(MLIRContext *,
                                        std::optional<Location> loc, Adaptor op,
                                        SmallVectorImpl<Type> &types) {
  if (failed(inferReduce(loc, op.getX(), op.getAxes(), types)))
    return failure();
  types.back() = getElementTypeOrSelf(types.back());
  return success();
}

SmallVector<Value> CountOp::forward(OpBuilder &b) {
  return {countElements(b, getLoc(), getX(), getAxes())};
}

#include "dialects/nn/ops/Reduce.ops.inc"
