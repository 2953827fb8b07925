//===- Trainer.h - the training loop --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_TRAINER_H
#define PLEXUS_RUNTIME_TRAIN_TRAINER_H

#include "runtime/session/Session.h"
#include "runtime/train/TrainSettings.h"
#include "runtime/train/TrainState.h"

#include <atomic>
#include <optional>

namespace plexus::host {

/// What stands after one step of an epoch.
struct StepReport {
  uint64_t epoch = 0; ///< counted from one
  uint64_t step = 0;  ///< of the whole training, counted from one
  double learningRate = 0;
  double loss = 0;          ///< of this step
  uint64_t rowsOfEpoch = 0; ///< that the epoch has seen so far
  double epochSeconds = 0;  ///< that the epoch took so far
  double seconds = 0;       ///< that the training took so far
};

/// Told about a training while it runs.
class TrainObserver {
public:
  virtual ~TrainObserver() = default;
  /// Before the first step, after an epoch or at the end: why the network
  /// does not learn.
  virtual void warn(const std::string &) {}
  virtual void afterStep(const StepReport &) {}
  virtual void afterEpoch(const EpochReport &) {}
  /// At the instants of TrainSettings::checkpoint, at an interruption and at
  /// the end: what was trained so far is to be saved. All of it is finite.
  virtual void checkpoint(const TrainState &) {}
};

struct TrainOutcome {
  TrainEnd end = TrainEnd::Finished;
  EpochReport last;
  /// The best epoch of `early(restore: best)`: its parameters are the ones
  /// that the session has now.
  std::optional<EpochReport> restored;
  /// The best value of what `early` watches.
  std::optional<double> best;
};

/// One training. It starts, or goes on, with the parameters and the optimizer
/// states of `session`, and with `state`, which is kept up to date.
struct Training {
  Session &session;
  TrainSettings settings; ///< after the command line had its say
  const Rows &train;
  const Rows &validation; ///< may have no rows
  TrainObserver &observer;
  const std::atomic<bool> &interrupted;
  TrainState &state;
};

/// How long this training is at most.
Horizon horizonOf(const TrainSettings &settings, uint64_t rows);

/// Trains until the settings' end, a stop rule or an interruption. The steps,
/// the order of rows and so all parameters are a function of the settings, the
/// rows and the first parameters alone (but for `time` and interruptions).
/// Errors: Diverged (76) and BadData as FiniteCheck says, after each step and
/// after each validation; BadData for a rule on a result that there is not.
TrainOutcome train(const Training &training);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_TRAINER_H
