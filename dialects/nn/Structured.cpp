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

//===----------------------------------------------------------------------===//
// Rows of the tables
//===----------------------------------------------------------------------===//

SmallVector<Value> lowerElementwise(OpBuilder &b, Operation *op) {
  auto formula = cast<ElementwiseInterface>(op);
  Location loc = op->getLoc();
  if (auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType()))
    return {mapElements(
        b, loc, type, op->getOperands(),
        [&](MutableArrayRef<IRScalar> o) { return formula.element(o); })};
  SmallVector<IRScalar> scalars;
  for (Value operand : op->getOperands())
    scalars.emplace_back(b, loc, operand);
  return {formula.element(scalars).value()};
}

SmallVector<Value> lowerRowMean(OpBuilder &b, Operation *op) {
  auto formula = cast<ElementwiseInterface>(op);
  Location loc = op->getLoc();
  Value first = op->getOperand(0);
  auto type = cast<RankedTensorType>(first.getType());
  SmallVector<int64_t> axes = rowAxes(type);
  Value sum = reduceElements(b, loc, op->getOperands(), axes, 0.0,
                             [&](MutableArrayRef<IRScalar> o) {
                               return o.back() + formula.element(o.drop_back());
                             });
  Value count = countElements(b, loc, first, axes);
  return {mapElements(b, loc, cast<RankedTensorType>(sum.getType()),
                      {sum, count},
                      [](MutableArrayRef<IRScalar> o) { return o[0] / o[1]; })};
}

SmallVector<Value>
lowerUpdate(OpBuilder &b, Operation *op, unsigned tensorCount,
            llvm::function_ref<void(MutableArrayRef<IRScalar>)> update) {
  // Parameter and states are changed in place; the gradient is only read.
  Location loc = op->getLoc();
  auto type = cast<RankedTensorType>(op->getOperand(0).getType());
  SmallVector<Value> inputs{op->getOperand(1)}, outputs{op->getOperand(0)};
  for (unsigned i = 2; i < tensorCount; ++i)
    outputs.push_back(op->getOperand(i));
  SmallVector<AffineMap> maps(tensorCount,
                              b.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(), parallel);
  auto generic = linalg::GenericOp::create(
      b, loc, TypeRange(ValueRange(outputs)), inputs, outputs, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange arguments) {
        SmallVector<IRScalar> scalars;
        scalars.emplace_back(b, loc, arguments[1]); // w
        scalars.emplace_back(b, loc, arguments[0]); // g
        for (Value state : arguments.drop_front(2))
          scalars.emplace_back(b, loc, state);
        for (Value scalar :
             op->getOperands().drop_front(tensorCount).drop_back())
          scalars.emplace_back(b, loc, scalar);
        SmallVector<IRScalar> before(scalars.begin(),
                                     scalars.begin() + tensorCount);
        update(scalars);
        IRScalar apply(b, loc, op->getOperands().back());
        SmallVector<Value> results;
        for (unsigned i = 0; i < tensorCount; ++i)
          if (i != 1) // the gradient
            results.push_back(
                select(apply != 0.0, scalars[i], before[i]).value());
        linalg::YieldOp::create(b, loc, results);
      });
  return llvm::to_vector_of<Value>(generic.getResults());
}

/// How the language spells the word of an op, for diagnostics.
static StringRef spelling(Location loc, StringRef opName) {
  auto info = RegisteredOperationName::lookup(opName, loc.getContext());
  if (auto *word = info ? info->getInterface<WordInterface>() : nullptr)
    return word->word().spelling;
  return opName;
}

LogicalResult inferElementwise(std::optional<Location> loc, StringRef opName,
                               ValueRange operands,
                               SmallVectorImpl<Type> &types) {
  Type shape;
  for (Value operand : operands) {
    Type type = operand.getType();
    if (!isa<RankedTensorType>(type))
      continue;
    if (!shape)
      shape = type;
    else if (shape != type) { // elementwise_c1
      if (loc)
        emitError(*loc) << "operands of `" << spelling(*loc, opName)
                        << "` have different shapes: " << spell(shape)
                        << " and " << spell(type);
      return failure();
    }
  }
  types.push_back(shape ? shape : operands.front().getType());
  return success();
}

LogicalResult inferRowMean(std::optional<Location> loc, StringRef opName,
                           ValueRange operands, SmallVectorImpl<Type> &types) {
  if (failed(inferElementwise(loc, opName, operands, types))) // rowmean_c1
    return failure();
  auto type = cast<RankedTensorType>(types.pop_back_val());
  types.push_back(RankedTensorType::get(without(type.getShape(), rowAxes(type)),
                                        type.getElementType()));
  return success();
}

Value spreadRowMean(Gradients &g, Operation *op, IRTensor slope) {
  Value like = op->getOperand(0);
  SmallVector<int64_t> axes = rowAxes(like.getType());
  IRTensor share = g.expression(g.of(op->getResult(0))) /
                   plexus::nn::count(g.expression(like), axes);
  return slope * broadcast(share, like, axes);
}

double number(Operation *op, StringRef name, double otherwise) {
  if (auto attr = op->getAttrOfType<FloatAttr>(name))
    return attr.getValueAsDouble();
  return otherwise;
}

double number(DictionaryAttr settings, StringRef name, double otherwise) {
  if (auto attr = settings ? settings.getAs<FloatAttr>(name) : FloatAttr())
    return attr.getValueAsDouble();
  return otherwise;
}

bool flag(Operation *op, StringRef name, bool otherwise) {
  if (auto attr = op->getAttrOfType<BoolAttr>(name))
    return attr.getValue();
  return otherwise;
}

} // namespace plexus::nn
