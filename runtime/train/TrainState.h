//===- TrainState.h - where a training stands -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_TRAINSTATE_H
#define PLEXUS_RUNTIME_TRAIN_TRAINSTATE_H

#include "runtime/session/Model.h"
#include "runtime/train/Stopping.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace plexus::host {

/// What stands after an epoch, or after the part of it that was trained.
struct EpochReport {
  uint64_t epoch = 0;
  uint64_t step = 0; ///< the last one
  double learningRate = 0;
  std::vector<double> train;      ///< means over the rows of the epoch's steps
  std::vector<double> validation; ///< empty without a validation split
  uint64_t rows = 0;
  double epochSeconds = 0; ///< that the epoch took
  double seconds = 0;      ///< that the training took so far
};

enum class TrainEnd { Finished, Early, Below, Time, Interrupted };

/// Where a training stands between two steps: with the parameters and the
/// states of the optimizer it decides everything that comes after, since
/// orders, dropout and rates are functions of seed, epoch and step.
struct TrainState {
  uint64_t epoch = 0; ///< the one that is trained, or the last one that was
  uint64_t step = 0;  ///< the last one
  /// Rows of the epoch that its steps have seen; 0 where it is over.
  uint64_t position = 0;
  std::vector<double> totals; ///< of the results over those rows
  double seconds = 0;         ///< that the training took, pauses not counted
  double epochSeconds = 0;    ///< that the steps of the epoch took
  BestSoFar best;             ///< of `early`
  EpochReport last;           ///< of the last epoch that is over
  /// The best epoch of `early(restore: best)`, whose parameters are these.
  std::optional<EpochReport> bestEpoch;
  Arena bestParameters;
  /// Set where the training is over. One that was interrupted, or whose time
  /// was up, is not: it can go on.
  std::optional<TrainEnd> end;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_TRAINSTATE_H
