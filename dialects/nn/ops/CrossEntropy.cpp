//===- CrossEntropy.cpp - the loss of classification ----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/CrossEntropy.h"
#include "dialects/nn/Classes.h"
#include "dialects/nn/ops/Reduce.h"
#include "dialects/nn/ops/Softmax.h"
#include "text/Counted.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

/// What the loss and the distribution ask of logits, classes and settings.
static LogicalResult verifySettings(std::optional<Location> loc, Value logits,
                                    Value classes, const APFloat &smoothing,
                                    std::optional<ArrayRef<double>> weights) {
  auto z = cast<RankedTensorType>(logits.getType());
  if (failed(verifyClasses(loc, "cross_entropy", logits,
                           classes))) // cross_entropy_c1
    return failure();
  if (weights && static_cast<int64_t>(weights->size()) !=
                     z.getShape().back()) // cross_entropy_c2
    return emitOptionalError(
        loc, "class_weight has ",
        plexus::text::counted(weights->size(), "number"), " for ",
        plexus::text::counted(z.getShape().back(), "class", "classes"));
  if (weights && llvm::any_of(*weights, [](double w) { return !(w >= 0); }))
    return emitOptionalError(
        loc, "a class_weight is at least 0"); // cross_entropy_c4
  double share = smoothing.convertToDouble();
  if (!(share >= 0.0 && share < 1.0)) // cross_entropy_c3
    return emitOptionalError(loc, "label_smoothing is at least 0 and below 1");
  return success();
}

LogicalResult CrossEntropyOp::inferReturnTypes(MLIRContext *,
                                               std::optional<Location> loc,
                                               Adaptor op,
                                               SmallVectorImpl<Type> &types) {
  if (failed(verifySettings(loc, op.getZ(), op.getY(), op.getLabelSmoothing(),
                            op.getClassWeight())))
    return failure();
  auto z = cast<RankedTensorType>(op.getZ().getType());
  auto y = cast<RankedTensorType>(op.getY().getType());
  types.push_back(RankedTensorType::get(without(y.getShape(), rowAxes(y)),
                                        z.getElementType()));
  return success();
}

static IRTensor distribution(OpBuilder &b, CrossEntropyOp op) {
  return IRTensor(b, op.getLoc(),
                  ClassDistributionOp::create(
                      b, op.getLoc(), op.getY(), op.getZ(),
                      op.getLabelSmoothingAttr(), op.getClassWeightAttr()));
}

SmallVector<Value> CrossEntropyOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getZ().getType());
  int64_t last = type.getRank() - 1;
  IRTensor q = distribution(b, *this);
  IRTensor logp(b, getLoc(), LogSoftmaxOp::create(b, getLoc(), getZ(), last));
  // A class that does not count may have the probability 0.
  IRTensor each = -sum(select(q == 0.0, q, q * logp), last);
  SmallVector<int64_t> rest = rowAxes(each.value().getType());
  if (rest.empty())
    return {each};
  return {MeanOp::create(b, getLoc(), each, rest)};
}

void CrossEntropyOp::backward(Gradients &g) {
  if (!g.needs(getZ()))
    return;
  auto type = cast<RankedTensorType>(getZ().getType());
  int64_t last = type.getRank() - 1;
  IRTensor q = distribution(g.b, *this);
  IRTensor p(g.b, g.loc, SoftmaxOp::create(g.b, g.loc, getZ(), last));
  // With weights the distribution does not sum to one.
  IRTensor slope =
      getClassWeight() ? p * broadcast(sum(q, last), getZ(), last) - q : p - q;
  SmallVector<int64_t> rest = rowAxes(type);
  IRTensor dl = g.expression(g.of(getLoss()));
  if (rest.size() > 1)
    dl = dl / count(g.expression(getZ()), ArrayRef(rest).drop_back());
  g.add(getZ(), slope * broadcast(dl, getZ(), rest));
}

LogicalResult
ClassDistributionOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> loc, Adaptor op,
                                      SmallVectorImpl<Type> &types) {
  if (failed(verifySettings(loc, op.getLike(), op.getY(),
                            op.getLabelSmoothing(), op.getClassWeight())))
    return failure();
  types.push_back(op.getLike().getType());
  return success();
}

SmallVector<Value> ClassDistributionOp::forward(OpBuilder &b) {
  Location loc = getLoc();
  auto type = cast<RankedTensorType>(getQ().getType());
  Type element = type.getElementType();
  int64_t last = type.getRank() - 1, classes = type.getShape().back();
  double smoothing = getLabelSmoothing().convertToDouble();
  double share = smoothing / static_cast<double>(classes);
  AffineMap all = b.getMultiDimIdentityMap(type.getRank());
  SmallVector<Value> inputs{getY()};
  SmallVector<AffineMap> maps{all.dropResult(last)};
  if (auto weights = getClassWeight()) {
    SmallVector<Attribute> values;
    for (double weight : *weights)
      values.push_back(b.getFloatAttr(element, weight));
    auto tableType = RankedTensorType::get({classes}, element);
    inputs.push_back(arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(tableType, values)));
    maps.push_back(AffineMap::get(type.getRank(), 0, {b.getAffineDimExpr(last)},
                                  b.getContext()));
  }
  maps.push_back(all);
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  Value empty = emptyTensor(b, loc, type, getLike());
  return {
      linalg::GenericOp::create(
          b, loc, TypeRange{type}, inputs, ValueRange{empty}, maps, iterators,
          [&](OpBuilder &b, Location loc, ValueRange o) {
            Value c = arith::IndexCastOp::create(
                b, loc, b.getI32Type(), linalg::IndexOp::create(b, loc, last));
            Value isClass = arith::CmpIOp::create(
                b, loc, arith::CmpIPredicate::eq, c, o[0]);
            auto number = [&](double value) -> Value {
              return arith::ConstantOp::create(b, loc,
                                               b.getFloatAttr(element, value));
            };
            Value q = arith::SelectOp::create(b, loc, isClass,
                                              number(1.0 - smoothing + share),
                                              number(share));
            if (inputs.size() > 1)
              q = arith::MulFOp::create(b, loc, q, o[1]);
            linalg::YieldOp::create(b, loc, q);
          })
          .getResult(0)};
}

#include "dialects/nn/ops/CrossEntropy.ops.inc"
