//===- Erf.h - the error function -----------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_ERF_H
#define PLEXUS_MATH_ERF_H

#include "math/Exp.h"
#include "math/Scalar.h"

namespace plexus::math {

namespace detail {

/// erf(x) = x + x P(x^2) for |x| <= 1: error 2^-56.1 or 2^-29.5 of x.
template <ScalarType S> S erfNearZero(S x) {
  S z = x * x;
  S P =
      x.format() == Format::F64
          ? polynomial(z, {0.12837916709551259, -0.37612638903184109,
                           0.11283791670972064, -0.026866170648280875,
                           0.0052239776556820307, -0.00085483287350267701,
                           0.00012055394316933297, -1.492709442361011e-05,
                           1.6484721480270999e-06, -1.6598227474113781e-07,
                           1.6302950050670197e-08, -1.7629459152354813e-09,
                           1.6380112346361328e-10})
          : polynomial(z, {0.128379166, -0.376126289, 0.112836182, -0.026855126,
                           0.00519073335, -0.000803075032, 7.92030332e-05});
  return fma(P, x, x);
}

/// -log(1 - erf(1 + t)) for t in [0, 5] (binary64) or [0, 3] (binary32), so
/// close that erf made of it has error 2^-58.7 or 2^-26.6.
template <ScalarType S> S erfcLog(S t) {
  if (t.format() == Format::F64)
    return polynomial(t, {1.8496055099332482,      2.6389675142347953,
                          0.84310725635825556,     0.041561098051602866,
                          -0.010033825491777471,   0.0019779034061628252,
                          -0.00023732637256261165, -2.6265454148038366e-05,
                          2.7130775330040672e-05,  -9.5614437245651195e-06,
                          2.0003493347614531e-06,  -8.6589219400902543e-08,
                          -1.3811976966147593e-07, 7.430254959610639e-08,
                          -2.4161010890804715e-08, 5.7355385063983754e-09,
                          -1.0191794329352439e-09, 1.3244891864630211e-10,
                          -1.1874206684228768e-11, 6.5432552133270661e-13,
                          -1.6645164339896413e-14});
  return polynomial(t, {1.84960556, 2.63896751, 0.843106985, 0.0415638387,
                        -0.0100462269, 0.00200891588, -0.000283441303,
                        1.62482083e-05, 2.30305409e-06, -3.73722173e-07});
}

} // namespace detail

/// Error function: an odd polynomial up to 1, else 1 - e^-Q(|x|).
template <ScalarType S> S erf(S x) {
  S size = abs(x);
  // Beyond 6 (binary32: 4) the result is 1; NaN stays NaN.
  double end = x.format() == Format::F64 ? 6.0 : 4.0;
  S t = select(size > end, end, size) - 1.0;
  detail::ReducedExp<S> e = detail::reduceExp(-detail::erfcLog(t));
  S complement = scaleByPowerOfTwo(1.0 + (e.r + e.rest), e.n);
  S far = 1.0 - complement;
  return copySign(select(size < 1.0, detail::erfNearZero(size), far), x);
}

} // namespace plexus::math

#endif
