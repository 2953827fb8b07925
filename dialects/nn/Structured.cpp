//===- Structured.cpp - meanings in structured ops ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Structured.h"
#include "dialects/nn/NN.h"
#include "shape/Numel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace plexus::nn {

static constexpr auto parallel = utils::IteratorType::parallel;
static constexpr auto reduction = utils::IteratorType::reduction;

Value emptyTensor(OpBuilder &b, Location loc, RankedTensorType type,
                  ValueRange like) {
  SmallVector<Value> rows;
  if (hasRows(type)) {
    auto source =
        llvm::find_if(like, [](Value v) { return hasRows(v.getType()); });
    assert(source != like.end() && "rows without a tensor that has them");
    rows.push_back(tensor::DimOp::create(b, loc, *source, 0));
  }
  return tensor::EmptyOp::create(b, loc, type, rows);
}

Value filledTensor(OpBuilder &b, Location loc, RankedTensorType type,
                   ValueRange like, double value) {
  Value scalar = arith::ConstantOp::create(
      b, loc, b.getFloatAttr(type.getElementType(), value));
  Value empty = emptyTensor(b, loc, type, like);
  return linalg::FillOp::create(b, loc, scalar, empty).getResult(0);
}

/// Wraps block arguments and captured scalars as IRScalars, in operand order.
static SmallVector<IRScalar> wrap(OpBuilder &b, Location loc,
                                  ValueRange operands, ValueRange arguments) {
  SmallVector<IRScalar> scalars;
  unsigned next = 0;
  for (Value operand : operands)
    scalars.emplace_back(
        b, loc,
        isa<RankedTensorType>(operand.getType()) ? arguments[next++] : operand);
  return scalars;
}

static SmallVector<Value> tensorsOf(ValueRange operands) {
  return llvm::filter_to_vector(
      operands, [](Value v) { return isa<RankedTensorType>(v.getType()); });
}

Value mapElements(OpBuilder &b, Location loc, RankedTensorType type,
                  ValueRange operands,
                  llvm::function_ref<IRScalar(MutableArrayRef<IRScalar>)> f) {
  SmallVector<Value> inputs = tensorsOf(operands);
  AffineMap identity = b.getMultiDimIdentityMap(type.getRank());
  SmallVector<AffineMap> maps(inputs.size() + 1, identity);
  SmallVector<utils::IteratorType> iterators(type.getRank(), parallel);
  Value empty = emptyTensor(b, loc, type, inputs);
  return linalg::GenericOp::create(
             b, loc, TypeRange{type}, inputs, ValueRange{empty}, maps,
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               auto scalars = wrap(b, loc, operands, arguments);
               linalg::YieldOp::create(b, loc, f(scalars).value());
             })
      .getResult(0);
}

Value reduceElements(
    OpBuilder &b, Location loc, ValueRange operands, ArrayRef<int64_t> axes,
    double init, llvm::function_ref<IRScalar(MutableArrayRef<IRScalar>)> f) {
  SmallVector<Value> inputs = tensorsOf(operands);
  auto inputType = cast<RankedTensorType>(inputs.front().getType());
  auto type = RankedTensorType::get(without(inputType.getShape(), axes),
                                    inputType.getElementType());
  SmallVector<utils::IteratorType> iterators(inputType.getRank(), parallel);
  for (int64_t axis : axes)
    iterators[axis] = reduction;
  SmallVector<AffineExpr> kept;
  for (int64_t i = 0; i < inputType.getRank(); ++i)
    if (!llvm::is_contained(axes, i))
      kept.push_back(b.getAffineDimExpr(i));
  SmallVector<AffineMap> maps(inputs.size(),
                              b.getMultiDimIdentityMap(inputType.getRank()));
  maps.push_back(AffineMap::get(inputType.getRank(), 0, kept, b.getContext()));
  Value start = filledTensor(b, loc, type, inputs, init);
  return linalg::GenericOp::create(
             b, loc, TypeRange{type}, inputs, ValueRange{start}, maps,
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange arguments) {
               auto scalars = wrap(b, loc, operands, arguments);
               scalars.emplace_back(b, loc, arguments.back());
               linalg::YieldOp::create(b, loc, f(scalars).value());
             })
      .getResult(0);
}

Value generateElements(
    OpBuilder &b, Location loc, RankedTensorType type, ValueRange like,
    llvm::function_ref<Value(OpBuilder &, Location, ValueRange)> f) {
  SmallVector<AffineMap> maps{b.getMultiDimIdentityMap(type.getRank())};
  SmallVector<utils::IteratorType> iterators(type.getRank(), parallel);
  Value empty = emptyTensor(b, loc, type, like);
  return linalg::GenericOp::create(
             b, loc, TypeRange{type}, ValueRange{}, ValueRange{empty}, maps,
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange) {
               SmallVector<Value> indices;
               for (int64_t i = 0; i < type.getRank(); ++i)
                 indices.push_back(linalg::IndexOp::create(b, loc, i));
               linalg::YieldOp::create(b, loc, f(b, loc, indices));
             })
      .getResult(0);
}

Value countElements(OpBuilder &b, Location loc, Value x,
                    ArrayRef<int64_t> axes) {
  auto type = cast<RankedTensorType>(x.getType());
  Type element = type.getElementType();
  SmallVector<int64_t> known;
  for (int64_t axis : axes)
    if (!type.isDynamicDim(axis))
      known.push_back(type.getDimSize(axis));
  std::optional<uint64_t> fixed = checkedProduct(known);
  assert(fixed && "a tensor has fewer elements than 2^64");
  Value count = arith::ConstantOp::create(
      b, loc, b.getFloatAttr(element, static_cast<double>(*fixed)));
  if (!llvm::is_contained(axes, 0) || !hasRows(type))
    return count;
  Value rows = tensor::DimOp::create(b, loc, x, 0);
  Value asInteger = arith::IndexCastOp::create(b, loc, b.getI64Type(), rows);
  Value real = arith::SIToFPOp::create(b, loc, element, asInteger);
  return *fixed == 1 ? real : arith::MulFOp::create(b, loc, real, count);
}

} // namespace plexus::nn
