//===- Rows.cpp - types with the rows of the batch -----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Rows.h"
#include "dialects/nn/ops/Broadcast.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace plexus::nn {

bool hasRows(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() > 0 && tensor.isDynamicDim(0);
}

bool isDynamicInRowsAlone(Type type) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
  return !ShapedType::isDynamicShape(shape.drop_front(hasRows(type)));
}

bool haveOneFormat(Operation &op) {
  SmallVector<Type> formats;
  for (TypeRange types :
       {TypeRange(op.getOperandTypes()), TypeRange(op.getResultTypes())})
    for (Type type : types)
      if (auto format = dyn_cast<FloatType>(getElementTypeOrSelf(type)))
        formats.push_back(format);
  return llvm::all_equal(formats);
}

Value withRows(OpBuilder &b, Location loc, Value value, Value like) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || hasRows(type) || !hasRows(like.getType()))
    return value;
  return BroadcastOp::create(b, loc, value, like, ArrayRef<int64_t>{0});
}

std::string spell(Type type) {
  std::string text;
  llvm::raw_string_ostream os(text);
  auto tensor = dyn_cast<RankedTensorType>(type);
  // f64 is how the network is computed; the source always says f32.
  os << (getElementTypeOrSelf(type).isInteger() ? "index" : "f32");
  if (!tensor)
    return text;
  ArrayRef<int64_t> shape = tensor.getShape();
  if (hasRows(type))
    shape = shape.drop_front();
  if (!shape.empty()) {
    os << '[';
    llvm::interleaveComma(shape, os);
    os << ']';
  }
  return text;
}

SmallVector<int64_t> rowAxes(Type type) {
  return llvm::to_vector(llvm::seq<int64_t>(
      hasRows(type) ? 1 : 0, cast<RankedTensorType>(type).getRank()));
}

SmallVector<int64_t> leadingAxes(Type type) {
  return llvm::to_vector(
      llvm::seq<int64_t>(cast<RankedTensorType>(type).getRank() - 1));
}

ArrayRef<int64_t> rowShape(RankedTensorType type) {
  return type.getShape().drop_front(hasRows(type) ? 1 : 0);
}

SmallVector<int64_t> withRowsLike(Type like, ArrayRef<int64_t> rowShape) {
  SmallVector<int64_t> shape;
  if (hasRows(like))
    shape.push_back(ShapedType::kDynamic);
  llvm::append_range(shape, rowShape);
  return shape;
}

SmallVector<int64_t> without(ArrayRef<int64_t> shape, ArrayRef<int64_t> axes) {
  SmallVector<int64_t> kept;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (!llvm::is_contained(axes, static_cast<int64_t>(axis)))
      kept.push_back(size);
  return kept;
}

} // namespace plexus::nn
