//===- SlopeCheck.h - a slope against differences of a function ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Over any interval the difference of a loss is the integral of its slope, also
// where the loss has kinks. So the analytic slopes are integrated over an
// interval around a point and compared with the difference of its ends:
//
//   (f(b) - f(a)) / (b - a)  =  mean slope over [a, b]
//
// The interval is as narrow as rounding of the loss allows. Boole's rule
// (Abramowitz and Stegun, 25.4.14) integrates over panels, of which the one
// with the largest error is halved until all errors together are small, as
// adaptive quadrature does; so kinks are closed in. Where they are many,
// narrower intervals have fewer, but tell the slope less sharply. A slope is
// wrong only if all narrower intervals say so too, until rounding hides it.
// Where rounding leaves no interval that could say right, narrower ones may
// still say wrong.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_PROGRAM_SLOPECHECK_H
#define PLEXUS_RUNTIME_PROGRAM_SLOPECHECK_H

#include <functional>
#include <limits>

namespace plexus::host {

/// One point of a line through the parameters.
struct LinePoint {
  double offset; ///< where it came to lie, after rounding
  double loss;
  double slope; ///< of the loss along the line, as the gradients say
};

/// The point at an offset from here.
using Line = std::function<LinePoint(double offset)>;

/// How sharply a slope is judged.
struct SlopeLimits {
  double unit;              ///< of errors; 0: the largest slope of the interval
  double tolerance;         ///< the largest error that is right, in units
  double coarsest;          ///< the same where many kinks lie close
  double nearest, farthest; ///< least and largest half width of the interval
  double noise;             ///< bound of the rounding error of the loss here
  double precision;         ///< of the loss elsewhere, a fraction of it
};

enum class Verdict {
  Right,
  Wrong,
  Untold, ///< the loss cannot be computed precisely enough to say
};

/// What came of it.
struct SlopeCheck {
  Verdict verdict = Verdict::Untold;
  double analytic = 0, numeric = 0;
  double error = 0; ///< |analytic - numeric| in units
  /// To which the slope is known to be right, in units.
  double tolerance = std::numeric_limits<double>::infinity();
};

/// Compares the slopes around a point with differences of the loss.
SlopeCheck checkSlope(const Line &line, const SlopeLimits &limits);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_SLOPECHECK_H
