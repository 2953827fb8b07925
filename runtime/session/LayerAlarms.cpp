//===- LayerAlarms.cpp - why a layer does not learn -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/LayerAlarms.h"

#include "runtime/session/Results.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

/// Twelve layers of sigmoids still learn with 3e-9, twenty with 1e-12 do not.
static constexpr double vanishedShare = 1e-10;
static constexpr double saturatedShare = 0.9;
static constexpr double halfDeadShare = 0.5;

double gradientSize(const LayerStatistics &numbers) {
  return std::hypot(numbers[PLX_GRADIENT_MEAN], numbers[PLX_GRADIENT_STD]);
}

double largestGradient(std::span<const LayerStatistics> statistics) {
  double largest = 0;
  for (const LayerStatistics &numbers : statistics)
    largest = std::max(largest, gradientSize(numbers));
  return largest;
}

LayerAlarm layerAlarm(const plx_layer &layer, const LayerStatistics &numbers,
                      double largestGradient) {
  if (!layer.has_gradient)
    return LayerAlarm::None; // nothing is to be learnt through it
  if (numbers[PLX_ACTIVATION_NONFINITE] > 0 ||
      numbers[PLX_GRADIENT_NONFINITE] > 0)
    return LayerAlarm::None;
  if (numbers[PLX_DEAD] == 1)
    return LayerAlarm::Dead;
  if (numbers[PLX_GRADIENT_ZERO] == 1)
    return LayerAlarm::NoGradient;
  if (gradientSize(numbers) < vanishedShare * largestGradient)
    return LayerAlarm::Vanished;
  if (numbers[PLX_SATURATED] >= saturatedShare)
    return LayerAlarm::Saturated;
  return LayerAlarm::None;
}

bool isHalfDead(const LayerStatistics &numbers) {
  return numbers[PLX_DEAD] >= halfDeadShare;
}

double alarmShare(LayerAlarm alarm, const LayerStatistics &numbers,
                  double largestGradient) {
  return alarm == LayerAlarm::Vanished ? gradientSize(numbers) / largestGradient
                                       : numbers[PLX_SATURATED];
}

std::string alarmText(LayerAlarm alarm, const plx_layer &layer, double share) {
  std::string name = "layer `" + std::string(layer.name) + "`";
  std::string activation = "`" + std::string(layer.activation) + "`";
  switch (alarm) {
  case LayerAlarm::None:
    return "";
  case LayerAlarm::Dead:
    return name + " is dead: the slope of " + activation +
           " is below 0.01 at all of its units in every row";
  case LayerAlarm::NoGradient:
    return "no gradient comes back to " + name;
  case LayerAlarm::Vanished:
    return "the gradient vanishes on its way back to " + name + ": it is " +
           shortNumber(share) + " of the largest";
  case LayerAlarm::Saturated:
    return name + " is saturated: the slope of " + activation +
           " is below 0.01 at " + std::to_string(std::lround(100 * share)) +
           " % of its numbers";
  }
  return "";
}

void keepLivelier(LayerStatistics &numbers, const LayerStatistics &more) {
  if (gradientSize(more) > gradientSize(numbers)) {
    numbers[PLX_GRADIENT_MEAN] = more[PLX_GRADIENT_MEAN];
    numbers[PLX_GRADIENT_STD] = more[PLX_GRADIENT_STD];
  }
  for (plx_statistic each : {PLX_GRADIENT_ZERO, PLX_DEAD, PLX_SATURATED})
    numbers[each] = std::min(numbers[each], more[each]);
  for (plx_statistic each : {PLX_ACTIVATION_NONFINITE, PLX_GRADIENT_NONFINITE})
    numbers[each] = std::max(numbers[each], more[each]);
}

} // namespace plexus::host
