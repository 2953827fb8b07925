//===- Expr.cpp - a formula read as tensors -------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace plexus::nn {

bool Expr::isDouble() const {
  return getElementTypeOrSelf(tensor.getType()).isF64();
}

Expr Expr::literal(double c) const {
  auto attr = b->getFloatAttr(getElementTypeOrSelf(tensor.getType()), c);
  return Expr(*b, loc, arith::ConstantOp::create(*b, loc, attr));
}

template <class OpT, class... Operands>
static Expr build(Expr first, Operands... rest) {
  return Expr(first.builder(), first.location(),
              OpT::create(first.builder(), first.location(), first.value(),
                          rest.value()...));
}

Expr operator+(Expr x, Expr y) { return build<AddOp>(x, y); }
Expr operator-(Expr x, Expr y) { return build<SubOp>(x, y); }
Expr operator*(Expr x, Expr y) { return build<MulOp>(x, y); }
Expr operator/(Expr x, Expr y) { return build<DivOp>(x, y); }
Expr operator-(Expr x) { return build<NegOp>(x); }
Expr operator<(Expr x, Expr y) { return build<LtOp>(x, y); }
Expr operator<=(Expr x, Expr y) { return build<LeOp>(x, y); }
Expr operator>(Expr x, Expr y) { return build<GtOp>(x, y); }
Expr operator>=(Expr x, Expr y) { return build<GeOp>(x, y); }
Expr operator==(Expr x, Expr y) { return build<EqOp>(x, y); }
Expr operator!=(Expr x, Expr y) { return build<NeOp>(x, y); }
Expr select(Expr condition, Expr x, Expr y) {
  return build<SelectOp>(condition, x, y);
}
Expr sqrt(Expr x) { return build<SqrtOp>(x); }
Expr abs(Expr x) { return build<AbsOp>(x); }
Expr exp(Expr x) { return build<ExpOp>(x); }
Expr expm1(Expr x) { return build<Expm1Op>(x); }
Expr log(Expr x) { return build<LogOp>(x); }
Expr tanh(Expr x) { return build<TanhOp>(x); }
Expr erf(Expr x) { return build<ErfOp>(x); }
Expr sigmoid(Expr x) { return build<SigmoidOp>(x); }
Expr softplus(Expr x) { return build<SoftplusOp>(x); }

Expr sum(Expr x, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return Expr(x.builder(), x.location(),
              SumOp::create(x.builder(), x.location(), x, axes));
}

Expr broadcast(Expr x, Value like, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return Expr(x.builder(), x.location(),
              BroadcastOp::create(x.builder(), x.location(), x, like, axes));
}

Expr einsum(StringRef spec, Expr x, Expr y) {
  return Expr(x.builder(), x.location(),
              EinsumOp::create(x.builder(), x.location(), spec, x, y));
}

Expr count(Expr x, ArrayRef<int64_t> axes) {
  return Expr(x.builder(), x.location(),
              CountOp::create(x.builder(), x.location(), x, axes));
}

} // namespace plexus::nn
