//===- TopKAccuracy.cpp - the share of rows whose class is among the best -===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/TopKAccuracy.h"
#include "dialects/nn/Classes.h"
#include "dialects/nn/ops/Reduce.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

static LogicalResult inferScore(std::optional<Location> loc, StringRef word,
                                Value logits, Value classes,
                                SmallVectorImpl<Type> &types) {
  if (failed(verifyClasses(loc, word, logits,
                           classes))) // accuracy_c1, top_k_accuracy_c1
    return failure();
  auto z = cast<RankedTensorType>(logits.getType());
  auto y = cast<RankedTensorType>(classes.getType());
  types.push_back(RankedTensorType::get(without(y.getShape(), rowAxes(y)),
                                        z.getElementType()));
  return success();
}

/// Folds the last dimension of z with y repeated along it:
/// acc = f(z, c = y, c, y, extra, acc), c the class as an i32.
static Value
foldClasses(OpBuilder &b, Location loc, Value z, Value y, Value extra,
            double init,
            llvm::function_ref<Value(OpBuilder &, Location, Value z, Value c,
                                     Value y, Value extra, Value acc)>
                f) {
  auto type = cast<RankedTensorType>(z.getType());
  int64_t last = type.getRank() - 1;
  AffineMap all = b.getMultiDimIdentityMap(type.getRank());
  AffineMap kept = all.dropResult(last);
  SmallVector<Value> inputs{z, y};
  SmallVector<AffineMap> maps{all, kept};
  if (extra) {
    inputs.push_back(extra);
    maps.push_back(kept);
  }
  maps.push_back(kept);
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  iterators[last] = utils::IteratorType::reduction;
  auto resultType =
      RankedTensorType::get(type.getShape().drop_back(), type.getElementType());
  Value start = filledTensor(b, loc, resultType, z, init);
  return linalg::GenericOp::create(
             b, loc, TypeRange{resultType}, inputs, ValueRange{start}, maps,
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange o) {
               Value c = arith::IndexCastOp::create(
                   b, loc, b.getI32Type(),
                   linalg::IndexOp::create(b, loc, last));
               linalg::YieldOp::create(
                   b, loc,
                   f(b, loc, o[0], c, o[1], extra ? o[2] : Value(), o.back()));
             })
      .getResult(0);
}

/// 1 where fewer than k classes come before y: are larger, or equal and
/// earlier.
static SmallVector<Value> lowerTopK(OpBuilder &b, Location loc, Value z,
                                    Value y, double k) {
  using Predicate = arith::CmpIPredicate;
  Value own =
      foldClasses(b, loc, z, y, {}, 0.0,
                  [](OpBuilder &b, Location loc, Value z, Value c, Value y,
                     Value, Value acc) -> Value {
                    Value same =
                        arith::CmpIOp::create(b, loc, Predicate::eq, c, y);
                    return arith::SelectOp::create(b, loc, same, z, acc);
                  });
  Value before = foldClasses(
      b, loc, z, y, own, 0.0,
      [](OpBuilder &b, Location loc, Value z, Value c, Value y, Value own,
         Value acc) -> Value {
        Value earlier = arith::CmpIOp::create(b, loc, Predicate::slt, c, y);
        Value larger =
            arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT, z, own);
        Value equal =
            arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OEQ, z, own);
        Value first = arith::AndIOp::create(b, loc, equal, earlier);
        Value counts = arith::OrIOp::create(b, loc, larger, first);
        // What is not a number is never among the best.
        Value isNumber =
            arith::CmpFOp::create(b, loc, arith::CmpFPredicate::ORD, own, own);
        Value beaten = arith::SelectOp::create(
            b, loc, isNumber, counts,
            arith::ConstantOp::create(b, loc, b.getBoolAttr(true)));
        IRScalar sum(b, loc, acc);
        return select(IRScalar::Bool{beaten}, sum + 1.0, sum).value();
      });
  IRTensor rank(b, loc, before);
  IRTensor hit = rank < rank.literal(k);
  SmallVector<int64_t> rest = rowAxes(before.getType());
  if (rest.empty())
    return {hit};
  return {MeanOp::create(b, loc, hit, rest)};
}

LogicalResult AccuracyOp::inferReturnTypes(MLIRContext *,
                                           std::optional<Location> loc,
                                           Adaptor op,
                                           SmallVectorImpl<Type> &types) {
  return inferScore(loc, "accuracy", op.getZ(), op.getY(), types);
}

SmallVector<Value> AccuracyOp::forward(OpBuilder &b) {
  return lowerTopK(b, getLoc(), getZ(), getY(), 1.0);
}

LogicalResult TopKAccuracyOp::inferReturnTypes(MLIRContext *,
                                               std::optional<Location> loc,
                                               Adaptor op,
                                               SmallVectorImpl<Type> &types) {
  if (failed(inferScore(loc, "top_k_accuracy", op.getZ(), op.getY(), types)))
    return failure();
  auto k = static_cast<int64_t>(op.getK());
  int64_t classes =
      cast<RankedTensorType>(op.getZ().getType()).getShape().back();
  if (k < 1 || k > classes) // top_k_accuracy_c2
    return emitOptionalError(loc, "k is ", k, ", but the number of classes is ",
                             classes);
  return success();
}

SmallVector<Value> TopKAccuracyOp::forward(OpBuilder &b) {
  return lowerTopK(b, getLoc(), getZ(), getY(), static_cast<double>(getK()));
}

#include "dialects/nn/ops/TopKAccuracy.ops.inc"
