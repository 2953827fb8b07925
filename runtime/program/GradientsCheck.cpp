//===- GradientsCheck.cpp - analytic against numeric gradients -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/GradientsCheck.h"
#include "runtime/files/Errors.h"
#include "runtime/program/KinkCheck.h"
#include "runtime/session/Stored.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plexus::host {

namespace {
/// Intervals reach so many sizes of the parameter far where the loss hardly
/// depends on it.
constexpr double farthestFraction = 64;
/// Places at which the loss is computed to see how it is rounded.
constexpr uint32_t noisePlaces = 16;
/// By how many sizes parameters move so that they are others.
constexpr double elsewhere = 4;
/// By how much the displacement grows until the loss moves.
constexpr double widening = 8;
/// The largest error that is right where kinks are many.
constexpr double coarsestTolerance = 1e-3;
/// Directions through all elements, beside the signs of the gradient.
constexpr uint32_t randomDirections = 3;

double rootMeanSquare(std::span<const double> values) {
  double sum = 0;
  for (double value : values)
    sum += value * value;
  return std::sqrt(sum / double(values.size()));
}

/// What the steps of a parameter are fractions of.
double sizeOf(std::span<const double> values) {
  double size = rootMeanSquare(values);
  return size > 0 && std::isfinite(size) ? size : 1;
}

/// The losses where all parameters are displaced by up to a fraction.
std::vector<double> lossesAround(const LossSetting &setting, double fraction) {
  std::vector<double> losses;
  for (uint32_t place = 0; place < noisePlaces; ++place) {
    Displaced displaced(setting, fraction, place);
    losses.push_back(setting.loss());
  }
  return losses;
}

/// A bound of the rounding error of the loss: twice what is found when all
/// parameters change in their last places, and no less than its own last place.
/// A loss that stands still then may be what is left of larger numbers, as that
/// of a classifier that is far too sure: twice the first change that is seen
/// counts, but no more than the last place of the losses far away.
double lossNoise(const LossSetting &setting) {
  double here = setting.loss(), change = 0;
  if (!std::isfinite(here))
    throw Error(Status::Diverged, "loss is not finite for these rows");
  double fraction = setting.leastFraction();
  for (; change == 0 && fraction < elsewhere; fraction *= widening)
    for (double loss : lossesAround(setting, fraction))
      change = std::max(change, std::abs(loss - here));
  double noise = 2 * change;
  if (change == 0 || fraction > widening * setting.leastFraction()) {
    double size = 0;
    for (double loss : lossesAround(setting, elsewhere))
      size = std::max(size, std::abs(loss));
    noise = std::min(change > 0 ? noise : size, setting.precision() * size);
  }
  return std::max({noise, setting.precision() * std::abs(here),
                   std::numeric_limits<double>::min()});
}

/// The checks of one parameter.
class ParameterCheck {
public:
  ParameterCheck(const LossSetting &setting, const plx_parameter &parameter,
                 double noise)
      : setting(setting), parameter(parameter),
        tolerance(gradientTolerance(setting.type())), noise(noise) {
    setting.loss();
    gradient = elements(setting.session.gradientArena());
    values = elements(setting.session.parameters().data());
    check.parameter = &parameter;
  }

  GradientCheck run(uint64_t samples) {
    check.samples = std::min(samples, parameter.elements);
    if (foundNonFinite())
      return check;
    size = sizeOf(values);
    checkElements();
    checkDirections();
    return check;
  }

private:
  std::vector<double> elements(std::byte *arena) const {
    Stored stored(setting.session.model, parameter, arena);
    std::vector<double> numbers(parameter.elements);
    for (uint64_t i = 0; i < numbers.size(); ++i)
      numbers[i] = stored.load(i);
    return numbers;
  }

  bool foundNonFinite() {
    auto place = std::ranges::find_if_not(
        gradient, [](double slope) { return std::isfinite(slope); });
    if (place == gradient.end())
      return false;
    double nan = std::numeric_limits<double>::quiet_NaN();
    note({Verdict::Wrong, *place, nan, nan},
         uint64_t(place - gradient.begin()));
    return true;
  }

  void checkElements() {
    double largest = 0;
    for (double slope : gradient)
      largest = std::max(largest, std::abs(slope));
    for (uint64_t k = 0; k < check.samples; ++k) {
      // Evenly spread; with 128 bits, as elements * k may not fit.
      auto i =
          uint64_t((unsigned __int128)(parameter.elements) * k / check.samples);
      Direction element{parameter, i, {1}};
      SlopeCheck found = checkAlong(element, largest);
      // The slopes around are right; that at the point may be on a kink.
      if (found.verdict == Verdict::Right)
        if (SlopeCheck kink = checkKink(setting, element, limitsOf(largest));
            kink.verdict != Verdict::Right)
          found = kink;
      check.told += found.verdict != Verdict::Untold;
      note(found, i);
    }
  }

  void checkDirections() {
    double total = 0;
    std::vector<double> signs;
    for (double slope : gradient) {
      total += std::abs(slope);
      signs.push_back(slope > 0 ? 1 : slope < 0 ? -1 : 0);
    }
    check.wholeTold = total > 0;
    if (total > 0)
      checkDirection(std::move(signs), total);
    double typical =
        rootMeanSquare(gradient) * std::sqrt(double(parameter.elements) / 3);
    for (uint32_t index = 1; index <= randomDirections; ++index)
      checkDirection(randomSteps(parameter, index), typical);
  }

  void checkDirection(std::vector<double> steps, double unit) {
    SlopeCheck found = checkAlong({parameter, 0, std::move(steps)}, unit);
    check.wholeTold &= found.verdict == Verdict::Right;
    note(found, std::nullopt);
  }

  SlopeLimits limitsOf(double unit) const {
    return {.unit = unit,
            .tolerance = tolerance,
            .coarsest = std::max(tolerance, coarsestTolerance),
            .nearest = 4 * setting.precision() / tolerance * size,
            .farthest = farthestFraction * size,
            .noise = noise,
            .precision = setting.precision()};
  }

  SlopeCheck checkAlong(const Direction &direction, double unit) const {
    LossAlong loss(setting, direction);
    return checkSlope([&](double offset) { return loss.at(offset); },
                      limitsOf(unit));
  }

  /// The largest error and the first failure count.
  void note(const SlopeCheck &found, std::optional<uint64_t> element) {
    if (found.verdict == Verdict::Untold)
      return;
    if (!(found.error <= check.error))
      check.error = found.error;
    if (found.verdict == Verdict::Right)
      check.tolerance = std::max(check.tolerance, found.tolerance);
    if (found.verdict == Verdict::Right || check.wrong)
      return;
    check.wrong = found;
    check.wrongElement = element;
  }

  const LossSetting &setting;
  const plx_parameter &parameter;
  double tolerance;
  double noise; ///< of the loss
  std::vector<double> gradient, values;
  double size = 0; ///< of the values
  GradientCheck check;
};
} // namespace

double gradientTolerance(uint32_t elementType) {
  return elementType == PLX_F64 ? 1e-6 : 2e-2;
}

std::vector<GradientCheck>
checkGradients(Session &session, Batch &batch, uint64_t seed, uint64_t samples,
               const std::function<void(const GradientCheck &)> &done) {
  LossSetting setting{session, batch, seed};
  double noise = lossNoise(setting);
  std::vector<GradientCheck> checks;
  for (const plx_parameter &parameter : parameters(session.model))
    if (!parameter.frozen && !parameter.stopped) {
      checks.push_back(ParameterCheck(setting, parameter, noise).run(samples));
      if (done)
        done(checks.back());
    }
  return checks;
}

} // namespace plexus::host
