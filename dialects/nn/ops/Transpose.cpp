//===- Transpose.cpp - dimensions in another order ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Transpose.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> TransposeOp::build(Call &call) {
  Value x = call.tensor();
  auto type = cast<RankedTensorType>(x.getType());
  int64_t rows = hasRows(type), rank = type.getRank() - rows;
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq(type.getRank()));
  if (call.has("axes")) {
    ArrayRef<int64_t> given = call.integers("axes");
    SmallVector<int64_t> sorted(given);
    llvm::sort(sorted);
    if (sorted != llvm::to_vector(llvm::seq(rank)))
      return call.error() << "the axes of `transpose` name each axis of "
                          << spell(type) << " once";
    for (auto [i, axis] : llvm::enumerate(given))
      axes[i + rows] = axis + rows;
  } else if (rank < 2) {
    return call.error() << "`transpose` needs two dimensions, got "
                        << spell(type);
  } else {
    std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  }
  return call.create(
      getOperationName(), {x},
      {call.b.getNamedAttr("axes", call.b.getDenseI64ArrayAttr(axes))});
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> loc,
                                            Adaptor op,
                                            SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  SmallVector<int64_t> sorted(op.getAxes());
  llvm::sort(sorted);
  if (sorted != llvm::to_vector(llvm::seq(x.getRank()))) // transpose_c1
    return emitOptionalError(loc, "axes [", op.getAxes(),
                             "] are no permutation of the dimensions of ", x);
  SmallVector<int64_t> shape;
  for (int64_t axis : op.getAxes())
    shape.push_back(x.getDimSize(axis));
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}

SmallVector<Value> TransposeOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getY().getType());
  // The rows may have moved, so they are asked of x where x has them.
  SmallVector<Value> sizes;
  for (auto [axis, size] : llvm::zip(getAxes(), type.getShape()))
    if (ShapedType::isDynamic(size))
      sizes.push_back(tensor::DimOp::create(b, getLoc(), getX(), axis));
  Value empty = tensor::EmptyOp::create(b, getLoc(), type, sizes);
  return llvm::to_vector_of<Value>(
      linalg::TransposeOp::create(b, getLoc(), getX(), empty, getAxes())
          ->getResults());
}

void TransposeOp::backward(Gradients &g) {
  SmallVector<int64_t> inverse(getAxes().size());
  for (auto [i, axis] : llvm::enumerate(getAxes()))
    inverse[axis] = i;
  if (g.needs(getX()))
    g.add(getX(), TransposeOp::create(g.b, g.loc, g.of(getY()), inverse));
}

#include "dialects/nn/ops/Transpose.ops.inc"
