//===- Dual.h - a value and its derivative --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Forward differentiation of a formula: a scalar type (math/Scalar.h) whose
// operations carry the tangent along. The derivative of a formula is the
// formula read on dual numbers. A literal has no tangent, so mixtures with
// literals are written out here: they leave no multiplications by zero behind.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_FORMULA_DUAL_H
#define PLEXUS_DIALECTS_FORMULA_DUAL_H

#include "math/Scalar.h"

namespace plexus::formula {

template <class S> struct Dual {
  S value, tangent;

  Dual(S value, S tangent) : value(value), tangent(tangent) {}
  math::Format format() const { return value.format(); }
  Dual literal(double c) const {
    return Dual(value.literal(c), value.literal(0.0));
  }

  friend Dual operator+(Dual a, Dual b) {
    return Dual(a.value + b.value, a.tangent + b.tangent);
  }
  friend Dual operator-(Dual a, Dual b) {
    return Dual(a.value - b.value, a.tangent - b.tangent);
  }
  friend Dual operator-(Dual a) { return Dual(-a.value, -a.tangent); }
  friend Dual operator*(Dual a, Dual b) {
    return Dual(a.value * b.value, a.value * b.tangent + a.tangent * b.value);
  }
  friend Dual operator/(Dual a, Dual b) {
    S q = a.value / b.value;
    return Dual(q, (a.tangent - q * b.tangent) / b.value);
  }
  friend Dual operator+(Dual a, double b) {
    return Dual(a.value + b, a.tangent);
  }
  friend Dual operator+(double a, Dual b) { return b + a; }
  friend Dual operator-(Dual a, double b) {
    return Dual(a.value - b, a.tangent);
  }
  friend Dual operator-(double a, Dual b) {
    return Dual(a - b.value, -b.tangent);
  }
  friend Dual operator*(Dual a, double b) {
    return Dual(a.value * b, a.tangent * b);
  }
  friend Dual operator*(double a, Dual b) { return b * a; }
  friend Dual operator/(Dual a, double b) {
    return Dual(a.value / b, a.tangent / b);
  }

  friend auto operator<(Dual a, Dual b) { return a.value < b.value; }
  friend auto operator<=(Dual a, Dual b) { return a.value <= b.value; }
  friend auto operator>(Dual a, Dual b) { return a.value > b.value; }
  friend auto operator>=(Dual a, Dual b) { return a.value >= b.value; }
  friend auto operator==(Dual a, Dual b) { return a.value == b.value; }
  friend auto operator!=(Dual a, Dual b) { return a.value != b.value; }

  friend auto operator<(Dual a, double b) { return a.value < b; }
  friend auto operator<=(Dual a, double b) { return a.value <= b; }
  friend auto operator>(Dual a, double b) { return a.value > b; }
  friend auto operator>=(Dual a, double b) { return a.value >= b; }
  friend auto operator==(Dual a, double b) { return a.value == b; }
  friend auto operator!=(Dual a, double b) { return a.value != b; }

  friend Dual select(auto condition, Dual a, double b) {
    return select(condition, a, a.literal(b));
  }
  friend Dual select(auto condition, double a, Dual b) {
    return select(condition, b.literal(a), b);
  }
  friend Dual select(auto condition, Dual a, Dual b) {
    return Dual(select(condition, a.value, b.value),
                select(condition, a.tangent, b.tangent));
  }
  /// The slope at 0 is 0.
  friend Dual abs(Dual x) {
    return Dual(abs(x.value), select(x.value > 0.0, x.tangent,
                                     select(x.value < 0.0, -x.tangent,
                                            x.tangent.literal(0.0))));
  }
  friend Dual sqrt(Dual x) {
    S root = sqrt(x.value);
    return Dual(root, 0.5 * x.tangent / root);
  }
  friend Dual exp(Dual x) {
    S e = exp(x.value);
    return Dual(e, e * x.tangent);
  }
  friend Dual expm1(Dual x) {
    S e = expm1(x.value);
    return Dual(e, (e + 1.0) * x.tangent);
  }
  friend Dual log(Dual x) { return Dual(log(x.value), x.tangent / x.value); }
  friend Dual log1p(Dual x) {
    return Dual(log1p(x.value), x.tangent / (1.0 + x.value));
  }
  friend Dual tanh(Dual x) {
    S t = tanh(x.value);
    return Dual(t, (1.0 - t * t) * x.tangent);
  }
  friend Dual erf(Dual x) {
    return Dual(erf(x.value),
                1.1283791670955126 * exp(-(x.value * x.value)) * x.tangent);
  }
  friend Dual sigmoid(Dual x) {
    S s = sigmoid(x.value);
    return Dual(s, s * (1.0 - s) * x.tangent);
  }
  friend Dual softplus(Dual x) {
    return Dual(softplus(x.value), sigmoid(x.value) * x.tangent);
  }
};

/// `value` as a constant among dual numbers.
template <class S> Dual<S> lift(const Dual<S> &like, const S &value) {
  return Dual<S>(value, value.literal(0.0));
}

} // namespace plexus::formula

#endif
