//===- Smooth.h - numbers that know their slopes --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// All scalars of the referee but StrictFloat are a double and something that
// follows it: nothing (Double), a tangent (Dual), a place on a tape (Adjoint),
// a bound of the rounding errors (Bounded). Such a type says what becomes of it
// under a function of one or two operands whose value and slopes are known:
//
//   S chain(S x, double y, double slope)
//   S chain(S a, S b, double y, double slopeA, double slopeB)
//
// and everything else is written once, below, with the C library's functions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_REFEREE_SMOOTH_H
#define PLEXUS_TEST_REFEREE_SMOOTH_H

#include <cmath>
#include <concepts>
#include <cstdint>
#include <numbers>

namespace plexus::referee {

template <class S>
concept Smooth = requires(const S &x, double d) {
  { S(d) };
  { x.value } -> std::convertible_to<double>;
  { chain(x, d, d) } -> std::same_as<S>;
  { chain(x, x, d, d, d) } -> std::same_as<S>;
};

/// Just the number.
struct Double {
  double value = 0;
  Double() = default;
  explicit Double(double value) : value(value) {}
};
inline Double chain(Double, double y, double) { return Double(y); }
inline Double chain(Double, Double, double y, double, double) {
  return Double(y);
}

/// Told of every two numbers that decide something.
template <Smooth S> void decided(const S &, const S &) {}

template <Smooth S> S operator+(const S &a, const S &b) {
  return chain(a, b, a.value + b.value, 1, 1);
}
template <Smooth S> S operator-(const S &a, const S &b) {
  return chain(a, b, a.value - b.value, 1, -1);
}
template <Smooth S> S operator*(const S &a, const S &b) {
  return chain(a, b, a.value * b.value, b.value, a.value);
}
template <Smooth S> S operator/(const S &a, const S &b) {
  double y = a.value / b.value;
  return chain(a, b, y, 1 / b.value, -y / b.value);
}
template <Smooth S> S operator-(const S &x) { return chain(x, -x.value, -1); }
/// a · b + c; rounded once where the type has a format.
template <Smooth S> S fma(const S &a, const S &b, const S &c) {
  return a * b + c;
}

#define PLEXUS_COMPARE(SIGN)                                                   \
  template <Smooth S> bool operator SIGN(const S &a, const S &b) {             \
    decided(a, b);                                                             \
    return a.value SIGN b.value;                                               \
  }
PLEXUS_COMPARE(<)
PLEXUS_COMPARE(<=)
PLEXUS_COMPARE(>)
PLEXUS_COMPARE(>=)
PLEXUS_COMPARE(==)
PLEXUS_COMPARE(!=)
#undef PLEXUS_COMPARE

/// The value of x, with a slope that is fixed by convention, as at a kink.
template <Smooth S> S withSlope(const S &x, double slope) {
  return chain(x, x.value, slope);
}

/// The value of x; nothing passes from it to what it was computed from.
template <Smooth S> S constant(const S &x) { return S(x.value); }

/// chain(x, y, slope) for a function with a limit. Near it a slope may be
/// computed, as of 1 - y · y, from numbers of the size of y, and is as exact as
/// they are: who follows rounding errors has a `chain` of his own.
template <Smooth S> S chainToLimit(const S &x, double y, double slope) {
  return chain(x, y, slope);
}

template <Smooth S> S exp(const S &x) {
  double y = std::exp(x.value);
  return chain(x, y, y);
}
template <Smooth S> S expm1(const S &x) {
  return chainToLimit(x, std::expm1(x.value), std::exp(x.value));
}
template <Smooth S> S log(const S &x) {
  return chain(x, std::log(x.value), 1 / x.value);
}
template <Smooth S> S sqrt(const S &x) {
  double y = std::sqrt(x.value);
  return chain(x, y, 0.5 / y);
}
template <Smooth S> S erf(const S &x) {
  return chainToLimit(x, std::erf(x.value),
                      2 * std::numbers::inv_sqrtpi *
                          std::exp(-x.value * x.value));
}
template <Smooth S> S tanh(const S &x) {
  double y = std::tanh(x.value);
  return chainToLimit(x, y, 1 - y * y);
}
template <Smooth S> S sigmoid(const S &x) {
  double e = std::exp(-std::fabs(x.value));
  return chainToLimit(x, (x.value < 0 ? e : 1) / (1 + e),
                      e / ((1 + e) * (1 + e)));
}
template <Smooth S> S softplus(const S &x) {
  double e = std::exp(-std::fabs(x.value));
  return chain(x, std::fmax(x.value, 0.0) + std::log1p(e),
               (x.value < 0 ? e : 1) / (1 + e));
}
/// Sets y to the standard normal number of two words of random bits.
template <Smooth S> void setNormal(S &y, uint32_t first, uint32_t second) {
  double u1 = (first + 0.5) / 0x1p32, u2 = second / 0x1p32;
  y = S(std::sqrt(-2 * std::log(u1)) * std::cos(2 * std::numbers::pi * u2));
}

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_SMOOTH_H
