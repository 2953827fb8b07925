//===- Slice.cpp - a part of a tensor -------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

LogicalResult SliceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                        Adaptor op, SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  auto rank = static_cast<size_t>(x.getRank());
  if (op.getStarts().size() != rank || op.getSizes().size() != rank)
    return emitOptionalError(loc, "slice needs a start and a size for each of ",
                             rank, " dimensions");
  for (size_t i = 0; i < rank; ++i) {
    int64_t start = op.getStarts()[i], size = op.getSizes()[i];
    if (x.isDynamicDim(i)) {
      if (start != 0 || !ShapedType::isDynamic(size))
        return emitOptionalError(loc, "a slice keeps all rows");
      continue;
    }
    if (start < 0 || size < 1 || start > x.getDimSize(i) - size) // slice_c1
      return emitOptionalError(loc, "slice ", start, "..", start + size,
                               " is outside of axis ", i - (hasRows(x) ? 1 : 0),
                               " of ", spell(x), ", which has ",
                               x.getDimSize(i), " elements");
  }
  for (int64_t axis : op.getDrop())
    if (axis < 0 || axis >= x.getRank() || op.getSizes()[axis] != 1) // slice_c2
      return emitOptionalError(loc, "dimension ", axis,
                               " of a slice is dropped but does not have size 1");
  types.push_back(RankedTensorType::get(without(op.getSizes(), op.getDrop()),
                                        x.getElementType()));
  return success();
}

/// Offsets, sizes and strides of the part, the rows from `x`.
static std::array<SmallVector<OpFoldResult>, 3>
partOf(OpBuilder &b, Location loc, Value x, ArrayRef<int64_t> starts,
       ArrayRef<int64_t> sizes) {
  std::array<SmallVector<OpFoldResult>, 3> part;
  for (auto [start, size] : llvm::zip(starts, sizes)) {
    part[0].push_back(b.getIndexAttr(start));
    part[1].push_back(
        ShapedType::isDynamic(size)
            ? OpFoldResult(tensor::DimOp::create(b, loc, x, 0).getResult())
            : OpFoldResult(b.getIndexAttr(size)));
    part[2].push_back(b.getIndexAttr(1));
  }
  return part;
}

SmallVector<Value> SliceOp::forward(OpBuilder &b) {
  auto [offsets, sizes, strides] =
      partOf(b, getLoc(), getX(), getStarts(), getSizes());
  return {tensor::ExtractSliceOp::create(
      b, getLoc(), cast<RankedTensorType>(getY().getType()), getX(), offsets,
      sizes, strides)};
}

void SliceOp::backward(Gradients &g) {
  if (g.needs(getX()))
    g.add(getX(), UnsliceOp::create(g.b, g.loc, g.of(getY()), getX(),
                                    getStarts(), getSizes(), getDrop()));
}

LogicalResult UnsliceOp::inferReturnTypes(MLIRContext *, std::optional<Location>,
                                          Adaptor op, SmallVectorImpl<Type> &types) {
  types.push_back(op.getLike().getType());
  return success();
}

SmallVector<Value> UnsliceOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getX().getType());
  Value zeros = filledTensor(b, getLoc(), type, getLike(), 0.0);
  auto [offsets, sizes, strides] =
      partOf(b, getLoc(), getLike(), getStarts(), getSizes());
  return {tensor::InsertSliceOp::create(b, getLoc(), getY(), zeros, offsets,
                                        sizes, strides)};
}

void UnsliceOp::backward(Gradients &g) {
  if (g.needs(getY()))
    g.add(getY(), SliceOp::create(g.b, g.loc, g.of(getX()), getStarts(),
                                  getSizes(), getDrop()));
}
