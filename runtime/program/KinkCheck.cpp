//===- KinkCheck.cpp - the slope at a point on a kink --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/KinkCheck.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace plexus::host {

namespace {
/// Places around a point that have to agree on the slopes there.
constexpr uint32_t placeCount = 16;

/// The slopes of each row on both sides of a point.
struct Sides {
  std::vector<double> below, above;

  double lowest() const {
    return mean([](double a, double b) { return std::min(a, b); });
  }
  double highest() const {
    return mean([](double a, double b) { return std::max(a, b); });
  }

  /// Whether each row has the slope of either side.
  bool agreeWith(const std::vector<double> &slopes, double allowed) const {
    for (size_t row = 0; row < slopes.size(); ++row)
      if (std::min(std::abs(slopes[row] - below[row]),
                   std::abs(slopes[row] - above[row])) > allowed)
        return false;
    return true;
  }

private:
  template <typename Choice> double mean(Choice choice) const {
    return std::inner_product(below.begin(), below.end(), above.begin(), 0.0,
                              std::plus<>(), choice) /
           double(below.size());
  }
};

/// Whether the slopes of both sides are all that there are around the point.
bool isOneKink(const LossSetting &setting, const Direction &element,
               const Sides &sides, double allowed) {
  for (uint32_t place = 0; place < placeCount; ++place) {
    Displaced displaced(setting, setting.leastFraction(), place);
    if (!sides.agreeWith(LossAlong(setting, element).rowSlopes(0), allowed))
      return false;
  }
  return true;
}
} // namespace

SlopeCheck checkKink(const LossSetting &setting, const Direction &element,
                     const SlopeLimits &limits) {
  LossAlong loss(setting, element);
  double analytic = loss.at(0).slope, allowed = limits.tolerance * limits.unit;
  double step = fractionOf(loss.value(), setting.leastFraction());
  auto check = [&](double low, double high) {
    double nearest = std::clamp(analytic, low, high);
    double error = std::abs(nearest - analytic);
    return SlopeCheck{error > allowed ? Verdict::Wrong : Verdict::Right,
                      analytic, nearest, error > 0 ? error / limits.unit : 0,
                      limits.tolerance};
  };
  auto [low, high] = std::minmax({loss.at(-step).slope, loss.at(step).slope});
  SlopeCheck found = check(low, high);
  if (found.verdict == Verdict::Right)
    return found;
  Sides sides = {loss.rowSlopes(-step), loss.rowSlopes(step)};
  found = check(sides.lowest(), sides.highest());
  if (found.verdict == Verdict::Wrong &&
      !isOneKink(setting, element, sides, allowed))
    found.verdict = Verdict::Untold;
  return found;
}

} // namespace plexus::host
