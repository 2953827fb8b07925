//===- Broadcast.cpp - repetition along new dimensions --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Broadcast.h"
#include "dialects/nn/ops/Reshape.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace plexus::nn;

/// The dimensions of x, batch excluded, must be the last of `like`, or 1, or
/// absent.
FailureOr<Value> BroadcastOp::build(Call &call) {
  Value x = call.tensor(), like = call.tensor("like");
  if (!isa<RankedTensorType>(like.getType()))
    return call.error() << "`like` of `broadcast` is a tensor, got a number";
  if (!isa<RankedTensorType>(x.getType())) {
    int64_t rank = cast<RankedTensorType>(like.getType()).getRank();
    SmallVector<int64_t> all = llvm::to_vector(llvm::seq(rank));
    return call.create(
        getOperationName(), {x, like},
        {call.b.getNamedAttr("axes", call.b.getDenseI64ArrayAttr(all))});
  }
  x = withRows(call.b, call.loc, x, like);
  auto from = cast<RankedTensorType>(x.getType());
  auto to = cast<RankedTensorType>(like.getType());
  if (hasRows(from) && !hasRows(to)) {
    like = withRows(call.b, call.loc, like, x);
    to = cast<RankedTensorType>(like.getType());
  }
  SmallVector<int64_t> axes, kept;
  int64_t missing = to.getRank() - from.getRank();
  bool fits = missing >= 0;
  for (int64_t i = hasRows(from); fits && i < to.getRank(); ++i) {
    int64_t source = i - missing;
    if (source < hasRows(from) ||
        (from.getDimSize(source) == 1 && to.getDimSize(i) != 1))
      axes.push_back(i);
    else if (from.getDimSize(source) == to.getDimSize(i))
      kept.push_back(to.getDimSize(i));
    else
      fits = false;
  }
  if (!fits)
    return call.error()
           << "cannot broadcast " << spell(from) << " like " << spell(to)
           << ": its dimensions are not the last of that shape, nor 1";
  if (kept.size() != rowShape(from).size()) {
    FailureOr<Value> squeezed = call.create(
        ReshapeOp::getOperationName(), {x},
        {call.b.getNamedAttr("shape", call.b.getDenseI64ArrayAttr(kept))});
    if (failed(squeezed))
      return failure();
    x = *squeezed;
  }
  if (axes.empty())
    return x;
  return call.create(
      getOperationName(), {x, like},
      {call.b.getNamedAttr("axes", call.b.getDenseI64ArrayAttr(axes))});
}

LogicalResult BroadcastOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor op,
                                            SmallVectorImpl<Type> &types) {
  auto like = cast<RankedTensorType>(op.getLike().getType());
  SmallVector<int64_t> shape;
  auto x = dyn_cast<RankedTensorType>(op.getX().getType());
  if (x)
    llvm::append_range(shape, x.getShape());
  int64_t previous = -1;
  for (int64_t axis : op.getAxes()) {
    if (axis <= previous || axis >= like.getRank() ||
        axis > static_cast<int64_t>(shape.size())) // broadcast_c1
      return emitOptionalError(loc, "axes [", op.getAxes(),
                               "] are not dimensions of ", like,
                               " in ascending order");
    shape.insert(shape.begin() + axis, like.getDimSize(axis));
    previous = axis;
  }
  types.push_back(
      RankedTensorType::get(shape, getElementTypeOrSelf(op.getX().getType())));
  return success();
}

SmallVector<Value> BroadcastOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getY().getType());
  SmallVector<AffineExpr> kept;
  for (int64_t i = 0; i < type.getRank(); ++i)
    if (!llvm::is_contained(getAxes(), i))
      kept.push_back(b.getAffineDimExpr(i));
  Value empty = emptyTensor(b, getLoc(), type, {getX(), getLike()});
  if (!isa<RankedTensorType>(getX().getType()))
    return {linalg::FillOp::create(b, getLoc(), getX(), empty).getResult(0)};
  SmallVector<AffineMap> maps{
      AffineMap::get(type.getRank(), 0, kept, b.getContext()),
      b.getMultiDimIdentityMap(type.getRank())};
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  return {linalg::GenericOp::create(
              b, getLoc(), TypeRange{type}, ValueRange{getX()},
              ValueRange{empty}, maps, iterators,
              [](OpBuilder &b, Location loc, ValueRange o) {
                linalg::YieldOp::create(b, loc, o[0]);
              })
              .getResult(0)};
}

void BroadcastOp::backward(Gradients &g) {
  IRTensor dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), sum(dy, getAxes()));
}

#include "dialects/nn/ops/Broadcast.ops.inc"
