//===- Half.h - IEEE binary16 ---------------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_HALF_H
#define PLEXUS_RUNTIME_FILES_HALF_H

#include <cmath>
#include <cstdint>

namespace plexus::host {

/// A number as it is stored: 1 sign, 5 exponent (bias 15), 10 fraction bits.
struct Half {
  uint16_t bits;

  explicit operator double() const {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double magnitude = exponent == 0 ? std::ldexp(fraction, -24)
                       : exponent == 31
                           ? (fraction ? NAN : INFINITY)
                           : std::ldexp(1024 + fraction, exponent - 25);
    return bits >> 15 ? -magnitude : magnitude;
  }
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_HALF_H
