//===- Dual.h - a number and its directional derivative -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_DUAL_H
#define PLEXUS_TEST_REFEREE_DUAL_H

#include "test/referee/Smooth.h"

namespace plexus::referee {

/// value + tangent · ε with ε² = 0 (Clifford, 1873). A constant where the
/// tangent is 0: a slope that is infinite there is not asked for.
struct Dual {
  double value = 0, tangent = 0;
  Dual() = default;
  explicit Dual(double value, double tangent = 0)
      : value(value), tangent(tangent) {}
};

inline Dual chain(const Dual &x, double y, double slope) {
  return Dual(y, x.tangent == 0 ? 0 : slope * x.tangent);
}
inline Dual chain(const Dual &a, const Dual &b, double y, double slopeA,
                  double slopeB) {
  return Dual(y, (a.tangent == 0 ? 0 : slopeA * a.tangent) +
                     (b.tangent == 0 ? 0 : slopeB * b.tangent));
}

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_DUAL_H
