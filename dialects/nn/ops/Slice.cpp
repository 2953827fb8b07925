//===- Slice.cpp - a part of a tensor -------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Slice.h"
#include "text/Counted.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

/// The type of the part of x that a slice with these attributes takes.
static LogicalResult inferPart(std::optional<Location> loc, RankedTensorType x,
                               ArrayRef<int64_t> starts,
                               ArrayRef<int64_t> sizes, ArrayRef<int64_t> drop,
                               SmallVectorImpl<Type> &types) {
  ArrayRef<int64_t> shape = rowShape(x);
  if (starts.size() != shape.size() || sizes.size() != shape.size())
    return emitOptionalError(loc, "a slice of ", spell(x),
                             " needs a start and a size for each dimension");
  for (auto [axis, start, size] :
       llvm::zip(llvm::seq(shape.size()), starts, sizes)) {
    int64_t end = 0;
    llvm::AddOverflow(start, size, end); // wraps where nothing fits anyway
    if (start < 0 || size < 1 || start > shape[axis] - size) // slice_c1
      return emitOptionalError(loc, "slice ", start, "..", end,
                               " is outside of axis ", axis, " of ", spell(x),
                               ", which has ",
                               plexus::text::counted(shape[axis], "element"));
  }
  llvm::SmallDenseSet<int64_t> dropped;
  for (int64_t axis : drop)
    if (axis < 0 || axis >= static_cast<int64_t>(shape.size()) ||
        sizes[axis] != 1 || !dropped.insert(axis).second) // slice_c2
      return emitOptionalError(
          loc, "dimension ", axis,
          " of a slice is dropped but does not have size 1");
  types.push_back(RankedTensorType::get(withRowsLike(x, without(sizes, drop)),
                                        x.getElementType()));
  return success();
}

LogicalResult SliceOp::inferReturnTypes(MLIRContext *,
                                        std::optional<Location> loc, Adaptor op,
                                        SmallVectorImpl<Type> &types) {
  return inferPart(loc, cast<RankedTensorType>(op.getX().getType()),
                   op.getStarts(), op.getSizes(), op.getDrop(), types);
}

/// Offsets, sizes and strides of the part, all rows of `x` among them.
static std::array<SmallVector<OpFoldResult>, 3>
partOf(OpBuilder &b, Location loc, Value x, ArrayRef<int64_t> starts,
       ArrayRef<int64_t> sizes) {
  std::array<SmallVector<OpFoldResult>, 3> part;
  auto add = [&](int64_t start, OpFoldResult size) {
    part[0].push_back(b.getIndexAttr(start));
    part[1].push_back(size);
    part[2].push_back(b.getIndexAttr(1));
  };
  if (hasRows(x.getType()))
    add(0, tensor::DimOp::create(b, loc, x, 0).getResult());
  for (auto [start, size] : llvm::zip(starts, sizes))
    add(start, b.getIndexAttr(size));
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

LogicalResult UnsliceOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> loc,
                                          Adaptor op,
                                          SmallVectorImpl<Type> &types) {
  auto like = cast<RankedTensorType>(op.getLike().getType());
  if (failed(inferPart(loc, like, op.getStarts(), op.getSizes(), op.getDrop(),
                       types)))
    return failure();
  Type part = types.pop_back_val();
  if (op.getY().getType() != part) // unslice_c1
    return emitOptionalError(loc, "slice of ", spell(like), " is ", spell(part),
                             ", not ", spell(op.getY().getType()));
  types.push_back(like);
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

#include "dialects/nn/ops/Slice.ops.inc"
