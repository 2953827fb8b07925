//===- Log.h - logarithms and what is made of them ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// x = 2^e m with m in [sqrt(1/2), sqrt(2)), log x = e ln 2 + log(1 + (m - 1)).
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_LOG_H
#define PLEXUS_MATH_LOG_H

#include "math/Exp.h"
#include "math/Scalar.h"

namespace plexus::math {

namespace detail {

/// x = 2^exponent mantissa, mantissa in [sqrt(1/2), sqrt(2)).
template <typename S> struct Split {
  S exponent, mantissa;
};

/// For positive normal x.
template <ScalarType S> Split<S> splitAroundOne(S x) {
  S e = exponentOf(x), m = mantissaOf(x);
  auto upper = m > 0x1.6a09e6p+0; // sqrt(2) in binary32 serves both formats
  return {select(upper, e + 1.0, e), select(upper, m * 0.5, m)};
}

/// e ln 2 + log(1 + f) + small, for f in [-0.2929, 0.4143], integer e and
/// |small| of an ulp of f at most.
template <ScalarType S> S assembleLog(S e, S f, S small) {
  S square = f * f;
  if (f.format() == Format::F64) {
    // s = f / (2 + f): log(1 + f) = 2 s + s R(s^2) = f - (h - s (h + R)) with
    // h = f^2 / 2. s^2 <= 0.0295: error 2^-58.4 of s.
    S s = f / (f + 2.0);
    S z = s * s;
    S R = z * polynomial(z, {0.66666666666667351, 0.39999999999408598,
                             0.28571428743965926, 0.2222219839155152,
                             0.1818357467598618, 0.15313764444687122,
                             0.14799010920941341});
    S h = square * 0.5;
    S below = fma(s, h + R, fma(e, 0x1.abc9e3b39803fp-56, small));
    return fma(e, 0x1.62e42fefa39efp-1, f - (h - below));
  }
  // log(1 + f) = f - f^2 / 2 + f^3 P(f), error 2^-30.2 of f.
  S P = polynomial(f, {0.333333105, -0.249999866, 0.200022265, -0.166692525,
                       0.14218621, -0.12384285, 0.118733786, -0.117905393,
                       0.0691517144});
  S below = fma(square, fma(f, P, -0.5), fma(e, -0x1.05c610p-29, small));
  return fma(e, 0x1.62e43p-1, f + below);
}

/// log(1 + high + low) for high > -1, finite, and |low| of an ulp of high at
/// most.
template <ScalarType S> S log1pHighLow(S high, S low) {
  S sum = 1.0 + high;
  S added = sum - 1.0;
  S lost = ((1.0 - (sum - added)) + (high - added)) + low;
  Split<S> part = splitAroundOne(sum);
  // lost / sum, where 1 / m is 1 - f + f^2 to the few bits that matter.
  S f = part.mantissa - 1.0;
  S inverse = fma(f, f - 1.0, 1.0);
  S down = select(part.exponent < 64.0, -part.exponent, -64.0);
  S small = scaleByPowerOfTwo(lost, down) * inverse;
  // Near 0 high itself is f.
  auto near = part.exponent == 0.0;
  return assembleLog(part.exponent, select(near, high, f),
                     select(near, low, small));
}

/// `regular` for finite positive x; else what a logarithm of x is.
template <ScalarType S> S logSpecials(S x, S regular) {
  S infinity = x.literal(std::numeric_limits<double>::infinity());
  S undefined = x.literal(std::numeric_limits<double>::quiet_NaN());
  S edge = select(x == 0.0, -infinity, undefined);
  return select(x > 0.0, select(x < infinity, regular, x), edge);
}

} // namespace detail

/// Natural logarithm. -infinity at +-0, NaN below.
template <ScalarType S> S log(S x) {
  bool wide = x.format() == Format::F64;
  auto subnormal = x < (wide ? 0x1p-1022 : 0x1p-126);
  S scaled = select(subnormal, x * (wide ? 0x1p54 : 0x1p25), x);
  detail::Split<S> part = detail::splitAroundOne(scaled);
  S e = part.exponent - select(subnormal, wide ? 54.0 : 25.0, x.literal(0.0));
  S regular = detail::assembleLog(e, part.mantissa - 1.0, x.literal(0.0));
  return detail::logSpecials(x, regular);
}

/// log(1 + x), accurate near 0 too; -0 gives -0.
template <ScalarType S> S log1p(S x) {
  S regular = detail::log1pHighLow(x, x.literal(0.0));
  return select(x == 0.0, x, detail::logSpecials(1.0 + x, regular));
}

/// log(1 + e^x) = max(x, 0) + log1p(e^-|x|).
template <ScalarType S> S softplus(S x) {
  detail::HighLow<S> e = detail::expHighLow(-abs(x));
  S rest = detail::log1pHighLow(e.high, e.low);
  return select(x < 0.0, rest, x + rest);
}

} // namespace plexus::math

#endif
