//===- Concat.cpp - tensors one after the other ---------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Concat.h"
#include "dialects/nn/ops/Slice.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> ConcatOp::build(Call &call) {
  SmallVector<Value> xs(call.tensors("xs"));
  if (xs.empty())
    return call.error() << "`concat` needs at least one tensor";
  auto rows = llvm::find_if(xs, [](Value x) { return hasRows(x.getType()); });
  if (rows != xs.end())
    for (Value &x : xs)
      x = withRows(call.b, call.loc, x, *rows);
  FailureOr<int64_t> axis = call.dimension(xs.front(), *call.integer("axis"));
  if (failed(axis))
    return failure();
  return call.create(
      getOperationName(), xs,
      {call.b.getNamedAttr("axis", call.b.getI64IntegerAttr(*axis))});
}

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> loc,
                                         Adaptor op,
                                         SmallVectorImpl<Type> &types) {
  if (op.getXs().empty()) // concat_c3
    return emitOptionalError(loc, "`concat` needs at least one tensor");
  auto first = cast<RankedTensorType>(op.getXs().front().getType());
  auto axis = static_cast<int64_t>(op.getAxis());
  if (axis < (hasRows(first) ? 1 : 0) || axis >= first.getRank()) // concat_c2
    return emitOptionalError(loc, "axis ", axis, " is no dimension of ", first,
                             " behind the rows");
  SmallVector<int64_t> shape(first.getShape());
  for (Value x : op.getXs().drop_front()) {
    auto type = cast<RankedTensorType>(x.getType());
    if (type.getRank() != first.getRank() ||
        type.getElementType() != first.getElementType() ||
        without(type.getShape(), axis) !=
            without(first.getShape(), axis)) // concat_c1
      return emitOptionalError(
          loc, "`concat` along axis ", axis - (hasRows(first) ? 1 : 0),
          " needs equal shapes but for that axis: ", spell(first), " and ",
          spell(type));
    shape[axis] += type.getDimSize(axis);
  }
  types.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}

SmallVector<Value> ConcatOp::forward(OpBuilder &b) {
  Location loc = getLoc();
  auto type = cast<RankedTensorType>(getY().getType());
  Value y = emptyTensor(b, loc, type, getXs());
  SmallVector<OpFoldResult> offsets(type.getRank(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), b.getIndexAttr(1));
  int64_t start = 0;
  for (Value x : getXs()) {
    offsets[getAxis()] = b.getIndexAttr(start);
    y = tensor::InsertSliceOp::create(
        b, loc, x, y, offsets, tensor::getMixedSizes(b, loc, x), strides);
    start += cast<RankedTensorType>(x.getType()).getDimSize(getAxis());
  }
  return {y};
}

void ConcatOp::backward(Gradients &g) {
  auto type = cast<RankedTensorType>(getY().getType());
  SmallVector<int64_t> starts(rowShape(type).size(), 0), sizes(rowShape(type));
  int64_t axis = getAxis() - (hasRows(type) ? 1 : 0);
  for (Value x : getXs()) {
    sizes[axis] = cast<RankedTensorType>(x.getType()).getDimSize(getAxis());
    if (g.needs(x))
      g.add(x, SliceOp::create(g.b, g.loc, g.of(getY()), starts, sizes,
                               ArrayRef<int64_t>{}));
    starts[axis] += sizes[axis];
  }
}

#include "dialects/nn/ops/Concat.ops.inc"
