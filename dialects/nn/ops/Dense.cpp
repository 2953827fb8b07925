//===- Dense.cpp - every output is a weighted sum of all inputs -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Dense.h"

using namespace mlir;
using namespace plexus::nn;

FailureOr<Value> DenseOp::build(Call &call) {
  Value x = call.tensor();
  auto type = cast<RankedTensorType>(x.getType());
  if (type.getRank() == (hasRows(type) ? 1 : 0))
    return call.error() << "`Dense` needs at least one dimension, got "
                        << spell(type);
  int64_t in = type.getShape().back(), out = *call.integer("units");
  FailureOr<Value> w = call.parameter("weight", {out, in}, in, out);
  if (failed(w))
    return failure();
  SmallVector<Value> operands{x, *w};
  if (call.flag("bias")) {
    FailureOr<Value> b = call.parameter("bias", {out}, in, out, /*init=*/"");
    if (failed(b))
      return failure();
    operands.push_back(*b);
  }
  FailureOr<Value> y = call.create(getOperationName(), operands);
  return failed(y) ? y : call.activate(*y);
}

LogicalResult DenseOp::inferReturnTypes(MLIRContext *,
                                        std::optional<Location> loc, Adaptor op,
                                        SmallVectorImpl<Type> &types) {
  auto x = cast<RankedTensorType>(op.getX().getType());
  auto w = cast<RankedTensorType>(op.getW().getType());
  if (x.getRank() == 0 || w.getRank() != 2 || hasRows(w) ||
      w.getDimSize(1) != x.getShape().back()) // dense_c1
    return emitOptionalError(loc, "`Dense` with weights ", spell(w),
                             " does not fit ", spell(x));
  if (Value b = op.getB()) {
    auto bias = cast<RankedTensorType>(b.getType());
    if (bias.getRank() != 1 ||
        bias.getDimSize(0) != w.getDimSize(0)) // dense_c2
      return emitOptionalError(loc, "`Dense` with weights ", spell(w),
                               " has a bias of f32[", w.getDimSize(0),
                               "], not ", spell(bias));
  }
  SmallVector<int64_t> shape(x.getShape());
  shape.back() = w.getDimSize(0);
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}

/// One letter for each dimension of x but the last: "ab" for [batch, time, …].
static std::string leadingLetters(Value x) {
  std::string letters;
  for (int64_t i = 0; i + 1 < cast<RankedTensorType>(x.getType()).getRank();
       ++i)
    letters += static_cast<char>('a' + i);
  return letters;
}

SmallVector<Value> DenseOp::forward(OpBuilder &b) {
  std::string n = leadingLetters(getX());
  IRTensor x(b, getLoc(), getX()), w(b, getLoc(), getW());
  IRTensor y = einsum(n + "i,oi->" + n + "o", x, w);
  if (getB())
    y = y + broadcast(IRTensor(b, getLoc(), getB()), y,
                      leadingAxes(getX().getType()));
  return {y};
}

void DenseOp::backward(Gradients &g) {
  std::string n = leadingLetters(getX());
  IRTensor x = g.expression(getX()), w = g.expression(getW());
  IRTensor dy = g.expression(g.of(getY()));
  if (g.needs(getX()))
    g.add(getX(), einsum(n + "o,oi->" + n + "i", dy, w));
  if (g.needs(getW()))
    g.add(getW(), einsum(n + "o," + n + "i->oi", dy, x));
  if (getB() && g.needs(getB()))
    g.add(getB(), sum(dy, leadingAxes(getX().getType())));
}

#include "dialects/nn/ops/Dense.ops.inc"
