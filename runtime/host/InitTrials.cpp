//===- InitTrials.cpp - many initialisations, looked at ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/InitTrials.h"

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

/// Adds what one start made of a layer.
static void add(LayerTrials &trials, const LayerStatistics &numbers,
                const std::string &alarm, uint64_t seed) {
  bool isFinite = true;
  for (double number : numbers)
    isFinite &= std::isfinite(number);
  if ((!isFinite || !alarm.empty()) && !trials.nonFinite && !trials.alarms)
    trials.firstSeed = seed;
  if (!isFinite) {
    ++trials.nonFinite;
    return;
  }
  for (size_t i = 0; i < numbers.size(); ++i)
    trials.spreads[i].add(numbers[i]);
  if (alarm.empty())
    return;
  if (!trials.alarms++)
    trials.firstAlarm = alarm;
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
    for (size_t i = 0; i < all.size(); ++i)
      add(all[i], statistics[i],
          startAlarm(model.layers[i], statistics[i], batch.rows()), own);
  }
  return all;
}

} // namespace plexus::host
