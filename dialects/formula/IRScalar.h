//===- IRScalar.h - a formula read as IR ----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The scalar type (math/Scalar.h) whose operations build `arith` and `math`
// operations at the builder's insertion point, on a number or on a vector of
// them. Every operation it builds is an IEEE operation without fast-math flags
// on each element by itself, so a kernel computes the very bits that the same
// formula computes on numbers.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_FORMULA_IRSCALAR_H
#define PLEXUS_DIALECTS_FORMULA_IRSCALAR_H

#include "math/Scalar.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

namespace plexus::formula {

/// The format of the real numbers that a value of this type holds: f32 or f64
/// by itself, in a vector or in a tensor.
math::Format formatOf(mlir::Type type);

class IRScalar : public math::Scalar<IRScalar> {
public:
  /// The truth of a comparison: i1, or a vector of i1.
  struct Bool {
    mlir::Value value;
  };

  /// `value` is f32 or f64, or a vector of them.

  IRScalar(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value)
      : b(&b), loc(loc), irValue(value) {}
  mlir::Value value() const { return irValue; }
  math::Format format() const { return formatOf(irValue.getType()); }
  IRScalar literal(double c) const;

  friend IRScalar operator+(IRScalar x, IRScalar y);
  friend IRScalar operator-(IRScalar x, IRScalar y);
  friend IRScalar operator*(IRScalar x, IRScalar y);
  friend IRScalar operator/(IRScalar x, IRScalar y);
  friend IRScalar operator-(IRScalar x);
  friend Bool operator<(IRScalar x, IRScalar y);
  friend Bool operator<=(IRScalar x, IRScalar y);
  friend Bool operator>(IRScalar x, IRScalar y);
  friend Bool operator>=(IRScalar x, IRScalar y);
  friend Bool operator==(IRScalar x, IRScalar y);
  friend Bool operator!=(IRScalar x, IRScalar y);
  friend IRScalar select(Bool condition, IRScalar x, IRScalar y);
  friend IRScalar fma(IRScalar x, IRScalar y, IRScalar z);
  friend IRScalar sqrt(IRScalar x);
  friend IRScalar abs(IRScalar x);
  friend IRScalar copySign(IRScalar magnitude, IRScalar sign);
  friend IRScalar roundEven(IRScalar x);
  friend IRScalar scaleByPowerOfTwo(IRScalar x, IRScalar n);
  friend IRScalar exponentOf(IRScalar x);
  friend IRScalar mantissaOf(IRScalar x);

private:
  math::FormatBits layout() const { return math::bitsOf(format()); }
  IRScalar with(mlir::Value v) const { return IRScalar(*b, loc, v); }
  mlir::Value bits() const;
  IRScalar fromBits(mlir::Value bits) const;
  mlir::Value bitPattern(uint64_t pattern) const;

  mlir::OpBuilder *b;
  mlir::Location loc;
  mlir::Value irValue;
};

/// A 32-bit word (math/Philox.h) whose operations build IR on i32, or on a
/// vector of i32.
class IRWord {
public:
  IRWord(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value)
      : b(&b), loc(loc), irValue(value) {}
  mlir::Value value() const { return irValue; }
  IRWord literal(uint32_t c) const;

  friend IRWord operator*(IRWord x, IRWord y);
  friend IRWord operator+(IRWord x, IRWord y);
  friend IRWord operator^(IRWord x, IRWord y);
  friend IRWord mulHigh(IRWord x, IRWord y);

private:
  mlir::OpBuilder *b;
  mlir::Location loc;
  mlir::Value irValue;
};

} // namespace plexus::formula

#endif
