//===- Scalar.h - the scalar type that every formula is written over ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A formula is a template over a scalar type S and is read several ways: on
// numbers (Real<float>, Real<double>), as operations of an IR, and on dual
// numbers over either. S is a value type, cheap to copy, that derives from
// Scalar<S> and has, found by argument-dependent look-up:
//
//   x.format()              Format: binary32 or binary64
//   x.literal(c)            the double c rounded to x's format, as an S
//   + - * /  unary -        each result rounded once, to nearest even
//   < <= > >= == !=         a Bool of S; on NaN only != is true
//   select(cond, a, b)      a where cond holds, else b; no branch is taken
//   fma(a, b, c)            a * b + c rounded once
//   sqrt(x)                 rounded once
//   abs(x)                  sign bit cleared
//   copySign(mag, sign)     mag with the sign bit of sign
//   roundEven(x)            nearest integer, ties to even; any x. No formula
//                           depends on the sign of a zero result
//   scaleByPowerOfTwo(x, n) x * 2^n for integers n in [-126, 127] (binary32)
//                           or [-1022, 1023] (binary64), 2^n made from its
//                           bits. Outside, for NaN too, any value, no trap
//   exponentOf(x)           floor(log2 x), as an S, for positive normal x
//   mantissaOf(x)           x / 2^exponentOf(x), in [1, 2), likewise. Both give
//                           any value, without a trap, for other x
//
// Scalar<S> adds the same operations with double literals: `1.0 - x`,
// `fma(x, 0.5, y)`, `select(x < 0.0, 0.0, x)`. Formulas never branch on the
// value of an S; they may on format(), which chooses polynomials.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_SCALAR_H
#define PLEXUS_MATH_SCALAR_H

#include "math/Format.h"

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace plexus::math {

/// Base class of every scalar type S: operations that mix S with literals.
template <typename S> struct Scalar {
  friend S operator+(S a, double b) { return a + a.literal(b); }
  friend S operator+(double a, S b) { return b.literal(a) + b; }
  friend S operator-(S a, double b) { return a - a.literal(b); }
  friend S operator-(double a, S b) { return b.literal(a) - b; }
  friend S operator*(S a, double b) { return a * a.literal(b); }
  friend S operator*(double a, S b) { return b.literal(a) * b; }
  friend S operator/(S a, double b) { return a / a.literal(b); }
  friend S operator/(double a, S b) { return b.literal(a) / b; }

  friend auto operator<(S a, double b) { return a < a.literal(b); }
  friend auto operator<=(S a, double b) { return a <= a.literal(b); }
  friend auto operator>(S a, double b) { return a > a.literal(b); }
  friend auto operator>=(S a, double b) { return a >= a.literal(b); }
  friend auto operator==(S a, double b) { return a == a.literal(b); }
  friend auto operator!=(S a, double b) { return a != a.literal(b); }
  friend auto operator<(double a, S b) { return b.literal(a) < b; }
  friend auto operator<=(double a, S b) { return b.literal(a) <= b; }
  friend auto operator>(double a, S b) { return b.literal(a) > b; }
  friend auto operator>=(double a, S b) { return b.literal(a) >= b; }

  friend S select(auto cond, S a, double b) {
    return select(cond, a, a.literal(b));
  }
  friend S select(auto cond, double a, S b) {
    return select(cond, b.literal(a), b);
  }
  friend S fma(S a, S b, double c) { return fma(a, b, a.literal(c)); }
  friend S fma(S a, double b, S c) { return fma(a, a.literal(b), c); }
  friend S fma(double a, S b, S c) { return fma(b.literal(a), b, c); }
  friend S fma(S a, double b, double c) {
    return fma(a, a.literal(b), a.literal(c));
  }
  friend S copySign(double magnitude, S sign) {
    return copySign(sign.literal(magnitude), sign);
  }
};

/// A number as a scalar: float or double with the vocabulary above. It differs
/// from T in that a mixture with a double literal stays in T's format.
template <std::floating_point T> class Real : public Scalar<Real<T>> {
public:
  using Bits = std::conditional_t<sizeof(T) == 8, uint64_t, uint32_t>;
  static constexpr Format ownFormat =
      sizeof(T) == 8 ? Format::F64 : Format::F32;
  static constexpr int mantissaBits = int(bitsOf(ownFormat).mantissa);
  static constexpr int bias = bitsOf(ownFormat).bias;
  static_assert(std::numeric_limits<T>::is_iec559 &&
                std::numeric_limits<T>::digits == mantissaBits + 1 &&
                std::numeric_limits<T>::max_exponent == bias + 1 &&
                sizeof(T) == sizeof(Bits));

  constexpr explicit Real(T value) : number(value) {}
  constexpr T value() const { return number; }
  constexpr Format format() const { return ownFormat; }
  constexpr Real literal(double c) const { return Real(static_cast<T>(c)); }

  friend constexpr Real operator+(Real a, Real b) {
    return Real(a.number + b.number);
  }
  friend constexpr Real operator-(Real a, Real b) {
    return Real(a.number - b.number);
  }
  friend constexpr Real operator*(Real a, Real b) {
    return Real(a.number * b.number);
  }
  friend constexpr Real operator/(Real a, Real b) {
    return Real(a.number / b.number);
  }
  friend constexpr Real operator-(Real a) { return Real(-a.number); }

  friend constexpr bool operator<(Real a, Real b) {
    return a.number < b.number;
  }
  friend constexpr bool operator>(Real a, Real b) {
    return a.number > b.number;
  }
  friend constexpr bool operator<=(Real a, Real b) {
    return a.number <= b.number;
  }
  friend constexpr bool operator>=(Real a, Real b) {
    return a.number >= b.number;
  }
  friend constexpr bool operator==(Real a, Real b) {
    return a.number == b.number;
  }
  friend constexpr bool operator!=(Real a, Real b) {
    return a.number != b.number;
  }
  friend constexpr Real select(bool cond, Real a, Real b) {
    return cond ? a : b;
  }

  friend Real fma(Real a, Real b, Real c) {
    if constexpr (sizeof(T) == 8)
      return Real(__builtin_fma(a.number, b.number, c.number));
    else
      return Real(__builtin_fmaf(a.number, b.number, c.number));
  }
  friend Real sqrt(Real x) {
    if constexpr (sizeof(T) == 8)
      return Real(__builtin_sqrt(x.number));
    else
      return Real(__builtin_sqrtf(x.number));
  }
  friend constexpr Real abs(Real x) { return fromBits(x.bits() & ~signBit); }
  friend constexpr Real copySign(Real magnitude, Real sign) {
    return fromBits((magnitude.bits() & ~signBit) | (sign.bits() & signBit));
  }
  // From 2^mantissaBits to its double the numbers are the integers, so the sum
  // is rounded to one; beyond, every number is an integer. No library is asked,
  // for few have the function.
  friend constexpr Real roundEven(Real x) {
    Real size = abs(x), shift(power(mantissaBits));
    return select(size < shift, copySign((size + shift) - shift, x), x);
  }

  // Adding 1.5 * 2^mantissaBits + bias leaves n + bias in the low bits of the
  // sum, from where it is shifted into the exponent field: no conversion to
  // integers, which would be undefined for NaN and which AVX2 lacks for f64.
  friend constexpr Real scaleByPowerOfTwo(Real x, Real n) {
    Real shifted(n.number + (T(1.5) * power(mantissaBits) + T(bias)));
    return x * fromBits(shifted.bits() << mantissaBits);
  }
  // The exponent field is put into the mantissa of 2^mantissaBits, and what
  // was added is subtracted again.
  friend constexpr Real exponentOf(Real x) {
    Real shifted =
        fromBits((x.bits() >> mantissaBits) | Real(power(mantissaBits)).bits());
    return Real(shifted.number - (power(mantissaBits) + T(bias)));
  }
  friend constexpr Real mantissaOf(Real x) {
    constexpr Bits mask = (Bits(1) << mantissaBits) - 1;
    return fromBits((x.bits() & mask) | Real(T(1)).bits());
  }

private:
  static constexpr Bits signBit = Bits(1) << (8 * sizeof(T) - 1);
  static constexpr T power(int n) { return static_cast<T>(uint64_t(1) << n); }
  constexpr Bits bits() const { return std::bit_cast<Bits>(number); }
  static constexpr Real fromBits(Bits bits) {
    return Real(std::bit_cast<T>(bits));
  }

  T number;
};

/// A scalar type as this file defines it.
template <typename S>
concept ScalarType = std::derived_from<S, Scalar<S>>;

/// c0 + c1 x + c2 x^2 + ..., by Horner's rule with one fma for each
/// coefficient, the highest first.
template <ScalarType S, std::size_t N>
S polynomial(S x, const double (&coefficients)[N]) {
  static_assert(N >= 2);
  S sum = fma(x, coefficients[N - 1], coefficients[N - 2]);
  for (std::size_t i = N - 2; i-- > 0;)
    sum = fma(sum, x, coefficients[i]);
  return sum;
}

} // namespace plexus::math

#endif
