//===- Functions.h - the functions of math/ beside their references -------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A row for each function: what it is compared with, how large its error may
// be, and which intervals are hard. Read by MathTest and by bench/ulp.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_MATH_FUNCTIONS_H
#define PLEXUS_TEST_UNIT_MATH_FUNCTIONS_H

#include "math/Erf.h"
#include "math/Exp.h"
#include "math/Log.h"
#include "math/Tanh.h"
#include "math/Trig.h"

#include <cmath>
#include <vector>

namespace plexus::test {

/// Distance of `got` from the exact `want` in units of the last place of T;
/// infinity for a wrong NaN, a wrong infinity or a zero of the wrong sign.
template <typename T, typename Wide> double ulps(T got, Wide want) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(want) || std::isnan(got))
    return std::isnan(want) && std::isnan(got) ? 0.0 : INFINITY;
  if (std::isinf(static_cast<T>(want)) && static_cast<T>(want) == got)
    return 0.0;
  if (std::isinf(want) || (got == 0 && std::signbit(got) != std::signbit(want)))
    return INFINITY;
  Wide value = got;
  if (std::isinf(got)) // too early an overflow: infinity is the next power of 2
    value = std::copysign(std::ldexp(Wide(1), Limits::max_exponent), got);
  int exponent = Limits::min_exponent - 1;
  if (want != 0 && std::ilogb(want) > exponent)
    exponent = std::ilogb(want);
  return double(
      std::ldexp(std::fabs(value - want), Limits::digits - 1 - exponent));
}

template <typename W> W cospiReference(W x) {
  x = std::fabs(std::fmod(x, W(2)));
  W n = std::nearbyint(2 * x), r = x - n / 2;
  W pi = W(3.14159265358979323846264338327950288L);
  if (n == 1 || n == 3)
    return r == 0 ? W(0) : n == 1 ? -std::sin(pi * r) : std::sin(pi * r);
  return n == 2 ? -std::cos(pi * r) : std::cos(pi * r);
}
template <typename W> W sigmoidReference(W x) { return 1 / (1 + std::exp(-x)); }
template <typename W> W softplusReference(W x) {
  return x > 700 ? x : std::log1p(std::exp(x));
}

/// A function in format T and its reference in the wider format W.
template <typename T, typename W> struct Function {
  const char *name;
  T (*ours)(T);
  W (*reference)(W);
  double bound32, bound64; ///< largest error in ulp, as measured, rounded up
  std::vector<double> intervals; ///< from, to, from, to, ...
};

#define PLEXUS_ROW(NAME, REFERENCE, BOUND32, BOUND64, ...)                     \
  {#NAME,                                                                      \
   [](T x) -> T { return math::NAME(math::Real<T>(x)).value(); },              \
   [](W x) -> W { return REFERENCE(x); },                                      \
   BOUND32,                                                                    \
   BOUND64,                                                                    \
   __VA_ARGS__}

template <typename T, typename W> std::vector<Function<T, W>> functions() {
  return {
      PLEXUS_ROW(exp, std::exp, 0.9, 0.9,
                 {-2, 2, -90, 90, -746, 710, -746, -700}),
      PLEXUS_ROW(expm1, std::expm1, 1.4, 1.4,
                 {-1, 1, -2, 2, -50, 50, -50, 710}),
      PLEXUS_ROW(log, std::log, 0.9, 0.9, {0.5, 2, 0.99, 1.01, 0, 100}),
      PLEXUS_ROW(log1p, std::log1p, 1.0, 0.9,
                 {-0.5, 1, -0.01, 0.01, -1, 4, 0, 1e6, -1, -0.9}),
      PLEXUS_ROW(tanh, std::tanh, 1.0, 1.2, {-1, 1, 0.5, 1.5, -20, 20}),
      PLEXUS_ROW(erf, std::erf, 1.1, 1.2, {-1, 1, 0.8, 1.2, 0.9, 3, -6, 6}),
      PLEXUS_ROW(cospi, cospiReference, 0.9, 0.9,
                 {-2, 2, 0, 0.5, 0.49, 0.51, -100, 100}),
      PLEXUS_ROW(sigmoid, sigmoidReference, 0.9, 0.9,
                 {-2, 2, -40, 40, -746, -30}),
      PLEXUS_ROW(softplus, softplusReference, 1.3, 1.3,
                 {-2, 2, -40, 40, -746, -30}),
  };
}

/// A point to compare at: every bit pattern, or uniform in an interval of the
/// function, in turn.
template <typename T, typename W>
double samplePoint(const Function<T, W> &f, uint64_t i, uint64_t bits) {
  size_t pairs = f.intervals.size() / 2, k = i % (pairs + 1);
  if (k == pairs)
    return std::bit_cast<double>(bits);
  double from = f.intervals[2 * k], to = f.intervals[2 * k + 1];
  return from + (to - from) * double(bits >> 11) * 0x1p-53;
}

/// Vigna's splitmix64: the random bits of the sweeps.
inline uint64_t splitMix(uint64_t &state) {
  uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

} // namespace plexus::test

#endif
