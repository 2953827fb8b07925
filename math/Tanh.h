//===- Tanh.h - hyperbolic tangent ----------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_TANH_H
#define PLEXUS_MATH_TANH_H

#include "math/Exp.h"
#include "math/Scalar.h"

namespace plexus::math {

namespace detail {

/// tanh(x) = x + x^3 P(x^2) for |x| < 0.9 (binary32, error 2^-29.8) or
/// |x| < 0.7 (binary64, error 2^-57.4 of x).
template <ScalarType S> S tanhNearZero(S x) {
  S z = x * x;
  S P = x.format() == Format::F64
            ? polynomial(z, {-0.33333333333333104, 0.13333333333300834,
                             -0.053968253952221802, 0.021869488139278789,
                             -0.0088632297616409294, 0.0035920744863360875,
                             -0.0014555011465270298, 0.00058860062553780883,
                             -0.00023488498440845751, 8.8188302773652168e-05,
                             -2.7117006057221068e-05, 4.8171882653412343e-06})
            : polynomial(z, {-0.333333224, 0.133329794, -0.0539292097,
                             0.0216625482, -0.00826149341, 0.00257879542,
                             -0.00045369385});
  return fma(z * P, x, x);
}

} // namespace detail

/// Hyperbolic tangent: an odd polynomial near 0, else 1 - 2 / (e^2|x| + 1).
template <ScalarType S> S tanh(S x) {
  S size = abs(x);
  // Beyond 20 the result is 1 in both formats; NaN stays NaN.
  detail::ReducedExp<S> e =
      detail::reduceExp(select(size > 20.0, 40.0, size * 2.0));
  S power = scaleByPowerOfTwo(1.0 + (e.r + e.rest), e.n);
  S far = 1.0 - 2.0 / (power + 1.0);
  double border = x.format() == Format::F64 ? 0.7 : 0.9;
  return copySign(select(size < border, detail::tanhNearZero(size), far), x);
}

} // namespace plexus::math

#endif
