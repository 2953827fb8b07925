//===- Bounded.h - a number and how far binary32 can be from it -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_BOUNDED_H
#define PLEXUS_TEST_REFEREE_BOUNDED_H

#include "test/referee/Smooth.h"

#include <cfloat>

namespace plexus::referee {

/// Running error analysis of first order (Wilkinson, 1963): `bound` is at least
/// the distance from `value`, taken as exact, to what the same operations give
/// in binary32. An operation adds one unit in the last place, a function four,
/// and what comes in is multiplied by the slopes. Where a bound is not small
/// beside its value the first order is not enough: the user has to look.
struct Bounded {
  double value = 0, bound = 0;
  Bounded() = default;
  explicit Bounded(double value, double bound) : value(value), bound(bound) {}
  explicit Bounded(double value)
      : Bounded(value, double(float(value)) == value ? 0 : unit(value)) {}

  static double unit(double value) {
    return std::fabs(value) * (FLT_EPSILON / 2) + FLT_TRUE_MIN;
  }

  /// Set where a comparison could come out otherwise with errors of `share` of
  /// the bounds: then they say nothing.
  inline static thread_local bool undecided = false;
  inline static thread_local double share = 1;
};

inline Bounded chain(const Bounded &x, double y, double slope) {
  double carried = x.bound == 0 ? 0 : std::fabs(slope) * x.bound;
  return Bounded(
      y, carried + (y == x.value || y == -x.value ? 0 : 4 * Bounded::unit(y)));
}
inline Bounded chain(const Bounded &a, const Bounded &b, double y,
                     double slopeA, double slopeB) {
  double carried = (a.bound == 0 ? 0 : std::fabs(slopeA) * a.bound) +
                   (b.bound == 0 ? 0 : std::fabs(slopeB) * b.bound);
  return Bounded(y, carried + Bounded::unit(y) + carried * FLT_EPSILON);
}
/// What no gradient passes is rounded all the same.
inline Bounded withSlope(const Bounded &x, double) { return x; }
inline Bounded constant(const Bounded &x) { return x; }
inline void decided(const Bounded &a, const Bounded &b) {
  if (a.bound + b.bound > 0 &&
      std::fabs(a.value - b.value) <= Bounded::share * (a.bound + b.bound))
    Bounded::undecided = true;
}

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_BOUNDED_H
