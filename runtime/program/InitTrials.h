//===- InitTrials.h - many initialisations, looked at --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_INITTRIALS_H
#define PLEXUS_RUNTIME_PROGRAM_INITTRIALS_H

#include "runtime/session/LayerAlarms.h"

#include <functional>

namespace plexus::host {

/// The mean and the standard deviation of a number over trials.
struct Spread {
  uint64_t count = 0;
  double mean = 0, squares = 0; ///< squares of the differences from the mean
  /// Welford, Note on a Method for Calculating Corrected Sums of Squares, 1962.
  void add(double value);
  /// Of the sample (with count - 1); 0 for fewer than two.
  double deviation() const;
};

/// In how many trials something was so, and with which seed first.
struct Occurrences {
  uint64_t count = 0, firstSeed = 0;
  void add(uint64_t seed);
};

/// One layer over all trials.
struct LayerTrials {
  std::array<Spread, PLX_STATISTICS> spreads; ///< of those that were finite
  Spread gradientShare; ///< of the largest gradient of the layers
  Occurrences activationsNonFinite, gradientNonFinite, halfDead;
  std::array<Occurrences, layerAlarms> alarms; ///< by LayerAlarm
};

/// Starts the network `trials` times, `start(seed)` with the seeds from `seed`
/// on, and looks at every layer in the first step on the batch.
std::vector<LayerTrials>
tryStarts(Session &session, const Batch &batch, uint64_t seed, uint64_t trials,
          const std::function<void(uint64_t seed)> &start);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_INITTRIALS_H
