//===- IRScalar.cpp - a formula read as IR --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/formula/IRScalar.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;

namespace plexus::formula {

math::Format formatOf(Type type) {
  Type element = getElementTypeOrSelf(type);
  assert((element.isF32() || element.isF64()) && "a format of real numbers");
  return element.isF64() ? math::Format::F64 : math::Format::F32;
}

/// `type` with other elements: itself a number or a vector of them.
static Type withElements(Type type, Type element) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? Type(vector.clone(element)) : element;
}

/// The constant `element` of `type`, in each place of a vector.
static Value constant(OpBuilder &b, Location loc, Type type,
                      TypedAttr element) {
  if (auto vector = dyn_cast<VectorType>(type))
    element = DenseElementsAttr::get(vector, Attribute(element));
  return arith::ConstantOp::create(b, loc, element);
}

IRScalar IRScalar::literal(double c) const {
  Type type = irValue.getType();
  return with(
      constant(*b, loc, type, b->getFloatAttr(getElementTypeOrSelf(type), c)));
}

Value IRScalar::bits() const {
  Type integer =
      withElements(irValue.getType(), b->getIntegerType(layout().width));
  return arith::BitcastOp::create(*b, loc, integer, irValue);
}

IRScalar IRScalar::fromBits(Value bits) const {
  return with(arith::BitcastOp::create(*b, loc, irValue.getType(), bits));
}

Value IRScalar::bitPattern(uint64_t pattern) const {
  Type integer = b->getIntegerType(layout().width);
  return constant(*b, loc, withElements(irValue.getType(), integer),
                  b->getIntegerAttr(integer, static_cast<int64_t>(pattern)));
}

template <class OpT>
static Value build(OpBuilder &b, Location loc, Value x, Value y) {
  return OpT::create(b, loc, x, y);
}

IRScalar operator+(IRScalar x, IRScalar y) {
  return x.with(build<arith::AddFOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRScalar operator-(IRScalar x, IRScalar y) {
  return x.with(build<arith::SubFOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRScalar operator*(IRScalar x, IRScalar y) {
  return x.with(build<arith::MulFOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRScalar operator/(IRScalar x, IRScalar y) {
  return x.with(build<arith::DivFOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRScalar operator-(IRScalar x) {
  return x.with(arith::NegFOp::create(*x.b, x.loc, x.irValue));
}

// On NaN only != is true, as in C.
#define PLEXUS_COMPARISON(SIGN, PREDICATE)                                     \
  IRScalar::Bool operator SIGN(IRScalar x, IRScalar y) {                       \
    return {arith::CmpFOp::create(                                             \
        *x.b, x.loc, arith::CmpFPredicate::PREDICATE, x.irValue, y.irValue)};  \
  }
PLEXUS_COMPARISON(<, OLT)
PLEXUS_COMPARISON(<=, OLE)
PLEXUS_COMPARISON(>, OGT)
PLEXUS_COMPARISON(>=, OGE)
PLEXUS_COMPARISON(==, OEQ)
PLEXUS_COMPARISON(!=, UNE)
#undef PLEXUS_COMPARISON

IRScalar select(IRScalar::Bool condition, IRScalar x, IRScalar y) {
  return x.with(arith::SelectOp::create(*x.b, x.loc, condition.value, x.irValue,
                                        y.irValue));
}
IRScalar fma(IRScalar x, IRScalar y, IRScalar z) {
  return x.with(
      mlir::math::FmaOp::create(*x.b, x.loc, x.irValue, y.irValue, z.irValue));
}
IRScalar sqrt(IRScalar x) {
  return x.with(mlir::math::SqrtOp::create(*x.b, x.loc, x.irValue));
}
IRScalar abs(IRScalar x) {
  return x.with(mlir::math::AbsFOp::create(*x.b, x.loc, x.irValue));
}
IRScalar copySign(IRScalar magnitude, IRScalar sign) {
  return magnitude.with(mlir::math::CopySignOp::create(
      *magnitude.b, magnitude.loc, magnitude.irValue, sign.irValue));
}
IRScalar roundEven(IRScalar x) {
  return x.with(mlir::math::RoundEvenOp::create(*x.b, x.loc, x.irValue));
}

// The three functions below take the steps of Real<T> in math/Scalar.h.
IRScalar scaleByPowerOfTwo(IRScalar x, IRScalar n) {
  double magic = 1.5 * static_cast<double>(1LL << x.layout().mantissa) +
                 static_cast<double>(x.layout().bias);
  IRScalar shifted = n + magic;
  return x *
         x.fromBits(build<arith::ShLIOp>(*x.b, x.loc, shifted.bits(),
                                         x.bitPattern(x.layout().mantissa)));
}
IRScalar exponentOf(IRScalar x) {
  double power = static_cast<double>(1LL << x.layout().mantissa);
  Value field = build<arith::ShRUIOp>(*x.b, x.loc, x.bits(),
                                      x.bitPattern(x.layout().mantissa));
  Value sum = build<arith::OrIOp>(*x.b, x.loc, field, x.literal(power).bits());
  return x.fromBits(sum) - (power + static_cast<double>(x.layout().bias));
}
IRScalar mantissaOf(IRScalar x) {
  uint64_t mask = (uint64_t(1) << x.layout().mantissa) - 1;
  Value fraction =
      build<arith::AndIOp>(*x.b, x.loc, x.bits(), x.bitPattern(mask));
  return x.fromBits(
      build<arith::OrIOp>(*x.b, x.loc, fraction, x.literal(1.0).bits()));
}

IRWord IRWord::literal(uint32_t c) const {
  return IRWord(*b, loc,
                constant(*b, loc, irValue.getType(),
                         b->getI32IntegerAttr(static_cast<int32_t>(c))));
}
IRWord operator*(IRWord x, IRWord y) {
  return IRWord(*x.b, x.loc,
                build<arith::MulIOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRWord operator+(IRWord x, IRWord y) {
  return IRWord(*x.b, x.loc,
                build<arith::AddIOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRWord operator^(IRWord x, IRWord y) {
  return IRWord(*x.b, x.loc,
                build<arith::XOrIOp>(*x.b, x.loc, x.irValue, y.irValue));
}
IRWord mulHigh(IRWord x, IRWord y) {
  // The high half of the 64-bit product.
  OpBuilder &b = *x.b;
  Type narrow = x.irValue.getType();
  Type wide = withElements(narrow, b.getI64Type());
  Value wideX = arith::ExtUIOp::create(b, x.loc, wide, x.irValue);
  Value wideY = arith::ExtUIOp::create(b, x.loc, wide, y.irValue);
  Value product = build<arith::MulIOp>(b, x.loc, wideX, wideY);
  Value shift = constant(b, x.loc, wide, b.getI64IntegerAttr(32));
  Value high = build<arith::ShRUIOp>(b, x.loc, product, shift);
  return IRWord(b, x.loc, arith::TruncIOp::create(b, x.loc, narrow, high));
}

} // namespace plexus::formula
