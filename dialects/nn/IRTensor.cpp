//===- IRTensor.cpp - a formula read as tensors ---------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Activations.h"
#include "dialects/nn/Arithmetic.h"
#include "dialects/nn/ops/Broadcast.h"
#include "dialects/nn/ops/Einsum.h"
#include "dialects/nn/ops/Reduce.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;

namespace plexus::nn {

math::Format IRTensor::format() const {
  return formula::formatOf(tensor.getType());
}

IRTensor IRTensor::literal(double c) const {
  auto attr = b->getFloatAttr(getElementTypeOrSelf(tensor.getType()), c);
  return IRTensor(*b, loc, arith::ConstantOp::create(*b, loc, attr));
}

template <class OpT, class... Operands>
static IRTensor build(IRTensor first, Operands... rest) {
  return IRTensor(first.builder(), first.location(),
                  OpT::create(first.builder(), first.location(), first.value(),
                              rest.value()...));
}

IRTensor operator+(IRTensor x, IRTensor y) { return build<AddOp>(x, y); }
IRTensor operator-(IRTensor x, IRTensor y) { return build<SubOp>(x, y); }
IRTensor operator*(IRTensor x, IRTensor y) { return build<MulOp>(x, y); }
IRTensor operator/(IRTensor x, IRTensor y) { return build<DivOp>(x, y); }
IRTensor operator-(IRTensor x) { return build<NegOp>(x); }
IRTensor operator<(IRTensor x, IRTensor y) { return build<LtOp>(x, y); }
IRTensor operator<=(IRTensor x, IRTensor y) { return build<LeOp>(x, y); }
IRTensor operator>(IRTensor x, IRTensor y) { return build<GtOp>(x, y); }
IRTensor operator>=(IRTensor x, IRTensor y) { return build<GeOp>(x, y); }
IRTensor operator==(IRTensor x, IRTensor y) { return build<EqOp>(x, y); }
IRTensor operator!=(IRTensor x, IRTensor y) { return build<NeOp>(x, y); }
IRTensor select(IRTensor condition, IRTensor x, IRTensor y) {
  return build<SelectOp>(condition, x, y);
}
IRTensor sqrt(IRTensor x) { return build<SqrtOp>(x); }
IRTensor abs(IRTensor x) { return build<AbsOp>(x); }
IRTensor exp(IRTensor x) { return build<ExpOp>(x); }
IRTensor expm1(IRTensor x) { return build<Expm1Op>(x); }
IRTensor log(IRTensor x) { return build<LogOp>(x); }
IRTensor tanh(IRTensor x) { return build<TanhOp>(x); }
IRTensor erf(IRTensor x) { return build<ErfOp>(x); }
IRTensor sigmoid(IRTensor x) { return build<SigmoidOp>(x); }
IRTensor softplus(IRTensor x) { return build<SoftplusOp>(x); }

IRTensor sum(IRTensor x, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return IRTensor(x.builder(), x.location(),
                  SumOp::create(x.builder(), x.location(), x, axes));
}

IRTensor broadcast(IRTensor x, Value like, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return IRTensor(
      x.builder(), x.location(),
      BroadcastOp::create(x.builder(), x.location(), x, like, axes));
}

IRTensor einsum(StringRef spec, IRTensor x, IRTensor y) {
  return IRTensor(x.builder(), x.location(),
                  EinsumOp::create(x.builder(), x.location(), spec, x, y));
}

IRTensor count(IRTensor x, ArrayRef<int64_t> axes) {
  return IRTensor(x.builder(), x.location(),
                  CountOp::create(x.builder(), x.location(), x, axes));
}

} // namespace plexus::nn
