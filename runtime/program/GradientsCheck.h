//===- GradientsCheck.h - analytic against numeric gradients -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H
#define PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H

#include "runtime/session/Session.h"

#include <vector>

namespace plexus::host {

/// How one parameter's gradient compares with differences of the loss.
struct GradientCheck {
  const plx_parameter *parameter = nullptr;
  uint64_t checked = 0;             ///< elements that were looked at
  uint64_t worst = 0;               ///< the one with the largest error
  double analytic = 0, numeric = 0; ///< of that one
  double error = 0;                 ///< largest |analytic - numeric| / scale
  bool ok = false;
};

/// The largest error that passes: 1e-6 in f64, 2e-2 in f32.
double gradientTolerance(uint32_t elementType);

/// Compares at most `samples` elements of every parameter that is not frozen
/// with differences of the loss of the same entry point at the same seed (so
/// dropout draws the same mask). The numeric slope is the fourth-order central
/// difference (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12h; where a kink as that
/// of relu lies between these points, the second-order one-sided difference
/// that avoids it counts, and on the kink itself, where these two differ in
/// some row, all between them does. h is a few fractions of the tensor's scale,
/// of which the one with the smallest error counts. `scale` is the tensor's
/// largest gradient, or what rounding of the loss makes of a zero one.
/// Parameters are restored afterwards.
std::vector<GradientCheck> checkGradients(Session &session, const Batch &batch,
                                          uint64_t seed, uint64_t samples);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H
