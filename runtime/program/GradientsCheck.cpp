//===- GradientsCheck.cpp - analytic against numeric gradients -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/GradientsCheck.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace plexus::host {

namespace {
/// What the element type can resolve. Steps are fractions of the scale of the
/// parameter; `noise` bounds the relative rounding error of a loss.
struct Resolution {
  double tolerance;
  double noise;
  std::span<const double> fractions;
};

constexpr double doubleFractions[] = {1e-3, 1e-4, 1e-5, 1e-6};
constexpr double floatFractions[] = {5e-2, 2e-2, 1e-2, 5e-3};

Resolution resolutionOf(uint32_t elementType) {
  if (elementType == PLX_F64)
    return {1e-6, 16 * std::numeric_limits<double>::epsilon(), doubleFractions};
  return {2e-2, 4 * double(std::numeric_limits<float>::epsilon()),
          floatFractions};
}

/// The loss as a function of one element of one parameter.
class LossAlong {
public:
  LossAlong(Session &session, const Batch &batch, uint64_t seed,
            const plx_parameter &parameter, uint64_t element)
      : session(session), batch(batch), seed(seed),
        array(session.parameters().data() + parameter.offset), element(element),
        here(load()) {}
  ~LossAlong() { store(here); }

  /// The loss at `here + offset`, and the offset that rounding left of it.
  double at(double &offset) {
    store(here + offset);
    offset = load() - here;
    const void *results = session.gradients(batch, seed, 1);
    return loadElement(results, session.model.element_type, 0);
  }

private:
  double load() const {
    return loadElement(array, session.model.element_type, element);
  }
  void store(double value) {
    storeElement(array, session.model.element_type, element, value);
  }

  Session &session;
  const Batch &batch;
  uint64_t seed;
  std::byte *array;
  uint64_t element;
  double here;
};

/// Difference quotients at one element.
struct Slopes {
  double central, forward, backward;

  double nearest(double analytic) const {
    double best = central;
    for (double slope : {forward, backward})
      if (std::abs(slope - analytic) < std::abs(best - analytic))
        best = slope;
    return best;
  }
};

Slopes slopesAt(LossAlong &loss, double h) {
  // A power of two, so that in most cases rounding leaves the offsets alone.
  h = std::exp2(std::round(std::log2(h)));
  double zero = 0, h1 = h, h2 = 2 * h, g1 = -h, g2 = -2 * h;
  double f0 = loss.at(zero), f1 = loss.at(h1), f2 = loss.at(h2);
  double b1 = loss.at(g1), b2 = loss.at(g2);
  // Slopes over the offsets as they came out; both are close to 1/h-exact.
  double inner = (f1 - b1) / (h1 - g1), outer = (f2 - b2) / (h2 - g2);
  return {(4 * inner - outer) / 3, 2 * (f1 - f0) / h1 - (f2 - f0) / h2,
          2 * (b1 - f0) / g1 - (b2 - f0) / g2};
}

/// The slopes that are right at an element: between those of either side. Each
/// row may stand on a kink of its own and take any slope there, so the bounds
/// are the means of the rows' bounds, not the bounds of the mean: with
/// max(0, w x) at w = 0, rows of x = 1 and x = -1 can raise both slopes of the
/// mean above the zero that is right in every row.
struct SlopeBounds {
  double low, high;
};

SlopeBounds boundsOf(Session &session, const Batch &batch, uint64_t seed,
                     const plx_parameter &parameter, uint64_t element,
                     double h) {
  SlopeBounds bounds = {0, 0};
  for (uint64_t row = 0; row < batch.rows(); ++row) {
    Batch one = batch.single(session.model, row);
    LossAlong loss(session, one, seed, parameter, element);
    Slopes slopes = slopesAt(loss, h);
    bounds.low += std::min(slopes.forward, slopes.backward);
    bounds.high += std::max(slopes.forward, slopes.backward);
  }
  auto rows = double(batch.rows());
  return {bounds.low / rows, bounds.high / rows};
}

/// Root mean square of a parameter, or one where it is all zeros.
double scaleOf(const std::byte *array, uint32_t type, uint64_t elements) {
  double sum = 0;
  for (uint64_t i = 0; i < elements; ++i) {
    double value = loadElement(array, type, i);
    sum += value * value;
  }
  double rms = std::sqrt(sum / double(std::max<uint64_t>(elements, 1)));
  return rms > 0 && std::isfinite(rms) ? rms : 1;
}

/// The numeric slope of one element that is nearest to its gradient.
struct ElementCheck {
  double analytic;
  double unit; ///< of the error: the size of gradients that can be told from 0
  double error = std::numeric_limits<double>::infinity(), numeric = 0;

  void compare(double slope) {
    double now = std::abs(slope - analytic) / unit;
    if (now < error) {
      error = now;
      numeric = slope;
    }
  }
};

/// Compares the gradient of element `i` with slopes over steps of several
/// fractions of `scale`.
ElementCheck checkElement(Session &session, const Batch &batch, uint64_t seed,
                          const plx_parameter &parameter, uint64_t i,
                          double analytic, double scale, double unit) {
  Resolution resolution = resolutionOf(session.model.element_type);
  ElementCheck check{analytic, unit};
  {
    LossAlong loss(session, batch, seed, parameter, i);
    for (double fraction : resolution.fractions)
      check.compare(slopesAt(loss, fraction * scale).nearest(analytic));
  }
  if (!(check.error <= resolution.tolerance)) {
    // Perhaps it stands on a kink: then the closest steps see two sides.
    SlopeBounds bounds = boundsOf(session, batch, seed, parameter, i,
                                  resolution.fractions.back() * scale);
    if (bounds.high - bounds.low > resolution.tolerance * unit)
      check.compare(std::clamp(analytic, bounds.low, bounds.high));
  }
  return check;
}

GradientCheck checkParameter(Session &session, const Batch &batch,
                             uint64_t seed, const plx_parameter &parameter,
                             uint64_t samples) {
  const uint32_t type = session.model.element_type;
  Resolution resolution = resolutionOf(type);
  double lossHere = loadElement(session.gradients(batch, seed, 1), type, 0);
  const std::byte *gradient = session.gradientArena() + parameter.offset;
  std::vector<double> analytic(parameter.elements);
  double largest = 0;
  for (uint64_t i = 0; i < parameter.elements; ++i) {
    analytic[i] = loadElement(gradient, type, i);
    largest = std::max(largest, std::abs(analytic[i]));
  }
  double scale = scaleOf(session.parameters().data() + parameter.offset, type,
                         parameter.elements);
  // What rounding of the loss does to the widest difference: gradients far
  // below it cannot be told from zero.
  double rounding = resolution.noise * std::abs(lossHere) /
                    (resolution.fractions.front() * scale);
  double unit = std::max({largest, rounding / resolution.tolerance,
                          std::numeric_limits<double>::min()});
  GradientCheck check;
  check.parameter = &parameter;
  check.checked = std::min(samples, parameter.elements);
  check.ok = true;
  for (uint64_t k = 0; k < check.checked; ++k) {
    // Evenly spread; with 128 bits, as elements * k may not fit.
    auto i =
        uint64_t((unsigned __int128)(parameter.elements) * k / check.checked);
    ElementCheck element = checkElement(session, batch, seed, parameter, i,
                                        analytic[i], scale, unit);
    // A comparison that a nan on either side fails.
    check.ok &= element.error <= resolution.tolerance;
    if (k == 0 || element.error > check.error) {
      check.error = element.error;
      check.worst = i;
      check.analytic = element.analytic;
      check.numeric = element.numeric;
    }
  }
  return check;
}
} // namespace

double gradientTolerance(uint32_t elementType) {
  return resolutionOf(elementType).tolerance;
}

std::vector<GradientCheck> checkGradients(Session &session, const Batch &batch,
                                          uint64_t seed, uint64_t samples) {
  std::vector<GradientCheck> checks;
  for (const plx_parameter &parameter : parameters(session.model))
    if (!parameter.frozen && !parameter.stopped)
      checks.push_back(
          checkParameter(session, batch, seed, parameter, samples));
  return checks;
}

} // namespace plexus::host
