//===- Trig.h - cosine of a multiple of pi --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_TRIG_H
#define PLEXUS_MATH_TRIG_H

#include "math/Scalar.h"

namespace plexus::math {

namespace detail {

/// cos(pi r) = 1 + z C(z) with z = r^2, for |r| <= 1/4: error 2^-61.5 or
/// 2^-31.1.
template <ScalarType S> S cospiNearZero(S r) {
  S z = r * r;
  S C =
      r.format() == Format::F64
          ? polynomial(z, {-4.934802200544679, 4.0587121264166646,
                           -1.3352627688430889, 0.23533062976203301,
                           -0.025806875172064699, 0.0019293401300402733,
                           -0.00010298008070686237})
          : polynomial(z, {-4.93480206, 4.05869627, -1.33473635, 0.228757158});
  return fma(z, C, 1.0);
}

/// sin(pi r) = pi r + r^3 P(z) with z = r^2, for |r| <= 1/4, pi as a sum of two
/// numbers: error 2^-63.4 or 2^-33.2 of the result.
template <ScalarType S> S sinpiNearZero(S r) {
  S z = r * r;
  if (r.format() == Format::F64) {
    S P = polynomial(z, {-5.1677127800499703, 2.5501640398774148,
                         -0.59926452932782559, 0.082145886936372911,
                         -0.0073704384179875465, 0.00046638330616913519,
                         -2.2181073190858786e-05});
    return fma(r, 0x1.921fb54442d18p+1, r * fma(z, P, 0x1.1a62633145c07p-53));
  }
  S P = polynomial(z, {-5.16771269, 2.55015445, -0.598970532, 0.0790448785});
  return fma(r, 0x1.921fb6p+1, r * fma(z, P, -0x1.777a5cp-24));
}

} // namespace detail

/// cos(pi x), exactly 0, 1 or -1 at multiples of 1/2. NaN for infinities.
template <ScalarType S> S cospi(S x) {
  // All of the reduction is exact.
  S y = abs(fma(roundEven(x * 0.5), -2.0, x));
  S n = roundEven(y * 2.0);
  S r = fma(n, 0.5, -y);
  S even = detail::cospiNearZero(r);
  S odd = detail::sinpiNearZero(r);
  return select(n == 1.0, odd, select(n > 1.0, -even, even));
}

} // namespace plexus::math

#endif
