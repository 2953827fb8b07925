//===- Tables.cpp - what the rows of the tables share --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Tables.h"
#include "dialects/nn/NN.h"
#include "dialects/nn/Sums.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace plexus::nn {

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
  Value elements = mapElements(
      b, loc, type, op->getOperands(),
      [&](MutableArrayRef<IRScalar> o) { return formula.element(o); });
  Value sum = sumElements(b, loc, elements, axes);
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
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
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
