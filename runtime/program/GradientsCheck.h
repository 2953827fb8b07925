//===- GradientsCheck.h - analytic against numeric gradients -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H
#define PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H

#include "runtime/program/SlopeCheck.h"
#include "runtime/session/Session.h"

#include <cmath>
#include <functional>
#include <optional>
#include <vector>

namespace plexus::host {

/// How one parameter's gradient compares with differences of the loss.
struct GradientCheck {
  const plx_parameter *parameter = nullptr;
  uint64_t samples = 0;   ///< elements that were looked at
  uint64_t told = 0;      ///< of these, where the loss can say right or wrong
  bool wholeTold = false; ///< right along every direction through all elements
  double error = 0;       ///< largest |analytic - numeric| / unit where told
  double tolerance = 0;   ///< to which all that are right are known to be
  std::optional<SlopeCheck> wrong;      ///< what failed first
  std::optional<uint64_t> wrongElement; ///< where; none: along a direction

  bool ok() const { return !wrong && told == samples; }
  bool isNotFinite() const { return wrong && !std::isfinite(wrong->analytic); }
};

/// The largest error that passes: 1e-6 in f64, 2e-2 in f32.
double gradientTolerance(uint32_t elementType);

/// Compares the gradient of every parameter that is not frozen or behind
/// stop_gradient with differences of the loss of the same entry point at the
/// same seed, as checkSlope does: at up to `samples` elements, along the signs
/// of the gradient, which sees what is too small for one element, and along
/// random directions, which see what is wrong between the samples. Errors are
/// in units of the tensor's largest gradient, or of the slope that a gradient
/// of its size has along the direction. On a kink, where the slopes of both
/// sides differ, all between those of every row are right. Parameters are
/// restored afterwards. `done` is told of each as soon as it is known.
/// A loss that is not finite is an error (76).
std::vector<GradientCheck>
checkGradients(Session &session, Batch &batch, uint64_t seed, uint64_t samples,
               const std::function<void(const GradientCheck &)> &done = {});

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_GRADIENTSCHECK_H
