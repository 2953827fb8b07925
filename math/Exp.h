//===- Exp.h - exponentials and what is made of them ----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// exp(x) = 2^n exp(r) with n = roundEven(x / ln 2), |r| <= ln(2) / 2, and
// exp(r) = 1 + r + r^2 q(r) with q minimax (coefficients/remez.py, expm1_*).
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_EXP_H
#define PLEXUS_MATH_EXP_H

#include "math/Scalar.h"

namespace plexus::math {

namespace detail {

/// exp(x) = 2^n (1 + r + rest), where `rest` also holds what rounding
/// took from r. For x whose n lies within +-2^12; NaN makes r and rest NaN.
template <typename S> struct ReducedExp {
  S n, r, rest;
};

template <ScalarType S> ReducedExp<S> reduceExp(S x) {
  constexpr double inverseLn2 = 1.44269504088896341;
  S n = roundEven(x * inverseLn2);
  if (x.format() == Format::F64) {
    S partial = fma(n, -0x1.62e42fefa39efp-1, x);
    S r = fma(n, -0x1.abc9e3b39803fp-56, partial);
    S lost = fma(n, -0x1.abc9e3b39803fp-56, partial - r);
    // |r| <= 0.3469: error 2^-63.8 of exp(r).
    S q = polynomial(r, {0.5, 0.16666666666666685, 0.041666666666666671,
                         0.0083333333333157449, 0.001388888888888171,
                         0.00019841269899461981, 2.4801587333163785e-05,
                         2.7557231911548801e-06, 2.7557263200267042e-07,
                         2.5113023335353882e-08, 2.0919273488853892e-09});
    return {n, r, fma(r * r, q, lost)};
  }
  S partial = fma(n, -0x1.62e43p-1, x);
  S r = fma(n, 0x1.05c610p-29, partial);
  S lost = fma(n, 0x1.05c610p-29, partial - r);
  // |r| <= 0.3469: error 2^-28.1 of exp(r).
  S q = polynomial(
      r, {0.5, 0.166665152, 0.0416665785, 0.00836929027, 0.00139231491});
  return {n, r, fma(r * r, q, lost)};
}

/// x * 2^n in two exact halves, so that only a subnormal or infinite result is
/// rounded; |n| up to twice the range of scaleByPowerOfTwo.
template <ScalarType S> S scaleInHalves(S x, S n) {
  S half = roundEven(n * 0.5);
  return scaleByPowerOfTwo(scaleByPowerOfTwo(x, half), n - half);
}

/// x, brought into the interval [lo, hi]; NaN stays.
template <ScalarType S> S clampLiteral(S x, double lo, double hi) {
  return select(x < lo, lo, select(x > hi, hi, x));
}

/// x where exp(x) is neither 0 nor infinite, or a bound beyond which it is.
template <ScalarType S> S clampExpArgument(S x) {
  return x.format() == Format::F64 ? clampLiteral(x, -746.0, 710.0)
                                   : clampLiteral(x, -105.0, 89.0);
}

/// exp(x) = high + low, |low| at most half an ulp of high.
template <typename S> struct HighLow {
  S high, low;
};

template <ScalarType S> HighLow<S> expHighLow(S x) {
  ReducedExp<S> e = reduceExp(clampExpArgument(x));
  S sum = e.r + e.rest;
  S high = 1.0 + sum;
  S low = (sum - (high - 1.0)) + (e.rest - (sum - e.r));
  return {scaleInHalves(high, e.n), scaleInHalves(low, e.n)};
}

} // namespace detail

/// e^x. Overflows to infinity, underflows through the subnormals to 0.
template <ScalarType S> S exp(S x) {
  detail::ReducedExp<S> e = detail::reduceExp(detail::clampExpArgument(x));
  return detail::scaleInHalves(1.0 + (e.r + e.rest), e.n);
}

/// e^x - 1, accurate near 0 too; -0 gives -0.
template <ScalarType S> S expm1(S x) {
  S bounded = x.format() == Format::F64 ? detail::clampLiteral(x, -50.0, 710.0)
                                        : detail::clampLiteral(x, -50.0, 89.0);
  detail::ReducedExp<S> e = detail::reduceExp(bounded);
  // Half of 2^n, for 2^1024 is no number: (2^n - 1 + 2^n r) + 2^n rest.
  S power = scaleByPowerOfTwo(x.literal(1.0), e.n - 1.0);
  S half = fma(power, e.rest, fma(power, e.r, power - 0.5));
  S tiny = x.literal(x.format() == Format::F64 ? 0x1p-55 : 0x1p-26);
  return select(abs(x) < tiny, x, half * 2.0);
}

/// 1 / (1 + e^-x). With e = exp(-|x|) it is 1 / (1 + e) or e / (1 + e); the
/// quotient is corrected by its remainder, as 1 + e is rounded.
template <ScalarType S> S sigmoid(S x) {
  detail::HighLow<S> e = detail::expHighLow(-abs(x));
  S sum = 1.0 + e.high;
  S lost = (e.high - (sum - 1.0)) + e.low;
  S numerator = select(x < 0.0, e.high, 1.0);
  S inverse = 1.0 / sum;
  S quotient = numerator * inverse;
  S remainder = fma(-quotient, lost, fma(-quotient, sum, numerator));
  S full = remainder + select(x < 0.0, e.low, 0.0);
  return fma(full, inverse, quotient);
}

} // namespace plexus::math

#endif
