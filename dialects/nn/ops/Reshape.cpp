//===- Reshape.cpp - the same elements in another shape -------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Reshape.h"
#include "shape/Numel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

/// Elements of a row with this shape, as the size of one dimension; none if
/// they are 2^63 or more.
static std::optional<int64_t> product(ArrayRef<int64_t> shape) {
  std::optional<uint64_t> elements = checkedProduct(shape);
  if (!elements || *elements > uint64_t(INT64_MAX))
    return std::nullopt;
  return int64_t(*elements);
}

LogicalResult ReshapeOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor op,
                                          SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  auto type =
      RankedTensorType::get(withRowsLike(x, op.getShape()), x.getElementType());
  std::optional<int64_t> elements = product(op.getShape());
  if (llvm::any_of(op.getShape(), [](int64_t size) { return size < 1; }) ||
      !elements || product(rowShape(x)) != elements) // reshape_c1
    return emitOptionalError(loc, "cannot reshape ", spell(x), " to ",
                             spell(type), ": the numbers of elements differ");
  types.push_back(type);
  return success();
}

/// Groups of dimensions for a collapse to one dimension beside the rows.
static SmallVector<ReassociationIndices> flattening(RankedTensorType type) {
  SmallVector<ReassociationIndices> groups;
  bool rows = hasRows(type);
  if (rows)
    groups.push_back({0});
  groups.emplace_back();
  for (int64_t i = rows; i < type.getRank(); ++i)
    groups.back().push_back(i);
  return groups;
}

SmallVector<Value> ReshapeOp::forward(OpBuilder &b) {
  Location loc = getLoc();
  auto from = cast<RankedTensorType>(getX().getType());
  auto to = cast<RankedTensorType>(getY().getType());
  if (from == to)
    return {getX()};
  // By way of [rows, elements]. What has no dimension but the rows becomes
  // [rows, 1] by an expansion, and comes back by a collapse.
  bool rows = hasRows(from);
  int64_t flatRank = rows + 1;
  auto flat = RankedTensorType::get(
      withRowsLike(from, *product(rowShape(from))), from.getElementType());
  auto sizes = [&](RankedTensorType type) {
    SmallVector<OpFoldResult> result;
    for (int64_t size : type.getShape())
      if (ShapedType::isDynamic(size))
        result.push_back(tensor::DimOp::create(b, loc, getX(), 0).getResult());
      else
        result.push_back(b.getIndexAttr(size));
    return result;
  };
  SmallVector<ReassociationIndices> toPoint;
  if (rows)
    toPoint.push_back({0, 1});
  Value x = getX();
  if (from.getRank() > flatRank)
    x = tensor::CollapseShapeOp::create(b, loc, flat, x, flattening(from));
  else if (from.getRank() < flatRank)
    x = tensor::ExpandShapeOp::create(b, loc, flat, x, toPoint, sizes(flat));
  if (to.getRank() > flatRank)
    x = tensor::ExpandShapeOp::create(b, loc, to, x, flattening(to), sizes(to));
  else if (to.getRank() < flatRank)
    x = tensor::CollapseShapeOp::create(b, loc, to, x, toPoint);
  return {x};
}

void ReshapeOp::backward(Gradients &g) {
  auto type = cast<RankedTensorType>(getX().getType());
  if (g.needs(getX()))
    g.add(getX(), ReshapeOp::create(g.b, g.loc, g.of(getY()), rowShape(type)));
}

LogicalResult FlattenOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor op,
                                          SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  std::optional<int64_t> elements = product(rowShape(x));
  if (!elements)
    return emitOptionalError(loc, spell(x), " has too many elements");
  types.push_back(
      RankedTensorType::get(withRowsLike(x, *elements), x.getElementType()));
  return success();
}

SmallVector<Value> FlattenOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getY().getType());
  return {ReshapeOp::create(b, getLoc(), getX(), rowShape(type))};
}

void FlattenOp::backward(Gradients &g) {
  auto type = cast<RankedTensorType>(getX().getType());
  if (g.needs(getX()))
    g.add(getX(), ReshapeOp::create(g.b, g.loc, g.of(getY()), rowShape(type)));
}

#include "dialects/nn/ops/Reshape.ops.inc"
