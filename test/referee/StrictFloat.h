//===- StrictFloat.h - binary32 as the documentation writes it ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Every operation is rounded once to binary32; the functions are those of
// docs/functions.md, evaluated in plain C++ (StrictFunctions.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_REFEREE_STRICTFLOAT_H
#define PLEXUS_TEST_REFEREE_STRICTFLOAT_H

#include <cmath>
#include <cstdint>

namespace plexus::referee {

struct StrictFloat {
  float value = 0;
  StrictFloat() = default;
  explicit StrictFloat(double value) : value(float(value)) {}
};

#define PLEXUS_OPERATOR(SIGN)                                                  \
  inline StrictFloat operator SIGN(StrictFloat a, StrictFloat b) {             \
    a.value = a.value SIGN b.value;                                            \
    return a;                                                                  \
  }
PLEXUS_OPERATOR(+)
PLEXUS_OPERATOR(-)
PLEXUS_OPERATOR(*)
PLEXUS_OPERATOR(/)
#undef PLEXUS_OPERATOR
#define PLEXUS_COMPARE(SIGN)                                                   \
  inline bool operator SIGN(StrictFloat a, StrictFloat b) {                    \
    return a.value SIGN b.value;                                               \
  }
PLEXUS_COMPARE(<)
PLEXUS_COMPARE(<=)
PLEXUS_COMPARE(>)
PLEXUS_COMPARE(>=)
PLEXUS_COMPARE(==)
PLEXUS_COMPARE(!=)
#undef PLEXUS_COMPARE

inline StrictFloat operator-(StrictFloat x) {
  x.value = -x.value;
  return x;
}
inline StrictFloat fma(StrictFloat a, StrictFloat b, StrictFloat c) {
  c.value = std::fmaf(a.value, b.value, c.value);
  return c;
}
inline StrictFloat sqrt(StrictFloat x) {
  x.value = std::sqrt(x.value);
  return x;
}
inline StrictFloat withSlope(StrictFloat x, double) { return x; }
inline StrictFloat constant(StrictFloat x) { return x; }

StrictFloat exp(StrictFloat x);
StrictFloat expm1(StrictFloat x);
StrictFloat log(StrictFloat x);
StrictFloat erf(StrictFloat x);
StrictFloat tanh(StrictFloat x);
StrictFloat sigmoid(StrictFloat x);
StrictFloat softplus(StrictFloat x);

/// Sets y to the standard normal number of two words of random bits.
void setNormal(StrictFloat &y, uint32_t first, uint32_t second);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_STRICTFLOAT_H
