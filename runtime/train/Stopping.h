//===- Stopping.h - when a training ends early ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_STOPPING_H
#define PLEXUS_RUNTIME_TRAIN_STOPPING_H

#include "runtime/core/plexus.h"
#include "runtime/train/Schedule.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plexus::host {

/// `early(metric, patience, restore, mode)`: stop when `metric` has not
/// improved for `patience`; go back to the best epoch where `restoreBest` is
/// set.
struct EarlyStop {
  std::string metric;
  bool isSmallerBetter = true;
  Duration patience;
  bool restoreBest = false;
};

/// `below(metric, value)`: stop after the first epoch with a smaller value.
struct BelowStop {
  std::string metric;
  double value = 0;
};

struct StopRules {
  std::optional<EarlyStop> early;
  std::optional<BelowStop> below;
  std::optional<double> seconds; ///< `time(10 s)`, looked at after every step
};

/// A result of an epoch: `val_` names the validation split.
struct WatchedMetric {
  size_t result = 0;
  bool validation = false;
};

/// Finds `name`, e.g. "val_loss" or "accuracy", among the results; nothing if
/// there is no such result.
std::optional<WatchedMetric> findMetric(std::span<const plx_result> results,
                                        std::string_view name);

/// What an `early` rule remembers.
struct BestSoFar {
  std::optional<double> value;
  uint64_t step = 0;
};

/// One `early` rule over a training.
class Patience {
public:
  Patience(bool isSmallerBetter, uint64_t patienceSteps)
      : isSmallerBetter(isSmallerBetter), patienceSteps(patienceSteps) {}

  /// Takes the value after `step` steps; true if it is the best so far. A value
  /// that is not a number never is.
  bool improves(double value, uint64_t step);

  /// Whether the patience is used up after `step` steps, of which the last did
  /// not improve.
  bool isOver(uint64_t step) const {
    return step > best.step && step - best.step >= patienceSteps;
  }

  const BestSoFar &bestSoFar() const { return best; }
  void resume(BestSoFar before) { best = before; }

private:
  bool isSmallerBetter;
  uint64_t patienceSteps;
  BestSoFar best;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_STOPPING_H
