//===- InitTrials.cpp - many initialisations, looked at ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/InitTrials.h"

#include <cmath>

namespace plexus::host {

void Spread::add(double value) {
  ++count;
  double before = value - mean;
  mean += before / double(count);
  squares += before * (value - mean);
}

double Spread::deviation() const {
  return count < 2 ? 0 : std::sqrt(squares / double(count - 1));
}

void Occurrences::add(uint64_t seed) {
  if (!count++)
    firstSeed = seed;
}

/// Adds what one start made of a layer.
static void add(LayerTrials &trials, const plx_layer &layer,
                const LayerStatistics &numbers, double largestGradient,
                uint64_t seed) {
  for (size_t i = 0; i < numbers.size(); ++i)
    if (std::isfinite(numbers[i]))
      trials.spreads[i].add(numbers[i]);
  double share = gradientSize(numbers) / largestGradient;
  if (std::isfinite(share))
    trials.gradientShare.add(share);
  if (numbers[PLX_ACTIVATION_NONFINITE] > 0)
    trials.activationsNonFinite.add(seed);
  else if (numbers[PLX_GRADIENT_NONFINITE] > 0)
    trials.gradientNonFinite.add(seed);
  if (isHalfDead(numbers))
    trials.halfDead.add(seed);
  trials.alarms[size_t(layerAlarm(layer, numbers, largestGradient))].add(seed);
}

std::vector<LayerTrials>
tryStarts(Session &session, const Batch &batch, uint64_t seed, uint64_t trials,
          const std::function<void(uint64_t seed)> &start) {
  const plx_model &model = session.model;
  std::vector<LayerTrials> all(model.layer_count);
  for (uint64_t trial = 0; trial < trials; ++trial) {
    uint64_t own = seed + trial;
    start(own);
    std::vector<LayerStatistics> statistics =
        layerStatistics(session, batch, own, 1);
    double largest = largestGradient(statistics);
    for (size_t i = 0; i < all.size(); ++i)
      add(all[i], model.layers[i], statistics[i], largest, own);
  }
  return all;
}

} // namespace plexus::host
