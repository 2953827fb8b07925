//===- ArgMax.cpp - where the largest element is --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/ArgMax.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> ArgMaxOp::build(Call &call) {
  Value x = call.tensor();
  auto type = cast<RankedTensorType>(x.getType());
  int64_t last = type.getRank() - (hasRows(type) ? 2 : 1);
  FailureOr<int64_t> axis =
      call.dimension(x, call.integer("axis").value_or(last));
  if (failed(axis))
    return failure();
  return call.create(
      getOperationName(), {x},
      {call.b.getNamedAttr("axis", call.b.getI64IntegerAttr(*axis))});
}

LogicalResult ArgMaxOp::inferReturnTypes(MLIRContext *context,
                                         std::optional<Location> loc,
                                         Adaptor op,
                                         SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(op.getX().getType());
  int64_t axis = op.getAxis();
  if (axis < 0 || axis >= type.getRank()) // argmax_c1
    return emitOptionalError(loc, "axis ", axis, " is no dimension of ", type);
  types.push_back(RankedTensorType::get(without(type.getShape(), axis),
                                        IntegerType::get(context, 32)));
  return success();
}

SmallVector<Value> ArgMaxOp::forward(OpBuilder &b) {
  // One pass with the largest so far and its index as accumulators; the index
  // starts at 0 and the largest at -inf, so the first of equal ones stays.
  Location loc = getLoc();
  auto type = cast<RankedTensorType>(getX().getType());
  auto indexType = cast<RankedTensorType>(getY().getType());
  auto valueType =
      RankedTensorType::get(indexType.getShape(), type.getElementType());
  Value largest = filledTensor(b, loc, valueType, getX(),
                               -std::numeric_limits<double>::infinity());
  Value zero = arith::ConstantOp::create(b, loc, b.getI32IntegerAttr(0));
  Value empty = emptyTensor(b, loc, indexType, getX());
  Value first = linalg::FillOp::create(b, loc, zero, empty).getResult(0);
  SmallVector<AffineExpr> kept;
  SmallVector<utils::IteratorType> iterators;
  for (int64_t i = 0; i < type.getRank(); ++i) {
    bool reduced = i == static_cast<int64_t>(getAxis());
    if (!reduced)
      kept.push_back(b.getAffineDimExpr(i));
    iterators.push_back(reduced ? utils::IteratorType::reduction
                                : utils::IteratorType::parallel);
  }
  AffineMap result = AffineMap::get(type.getRank(), 0, kept, b.getContext());
  SmallVector<AffineMap> maps{b.getMultiDimIdentityMap(type.getRank()), result,
                              result};
  auto generic = linalg::GenericOp::create(
      b, loc, TypeRange{valueType, indexType}, ValueRange{getX()},
      ValueRange{largest, first}, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange o) {
        Value greater = arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT,
                                              o[0], o[1]);
        Value position = arith::IndexCastOp::create(
            b, loc, b.getI32Type(), linalg::IndexOp::create(b, loc, getAxis()));
        Value best = arith::SelectOp::create(b, loc, greater, o[0], o[1]);
        Value where = arith::SelectOp::create(b, loc, greater, position, o[2]);
        linalg::YieldOp::create(b, loc, ValueRange{best, where});
      });
  return {generic.getResult(1)};
}

#include "dialects/nn/ops/ArgMax.ops.inc"
