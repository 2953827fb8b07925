//===- FiniteCheck.h - the end of a training that diverges ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_FINITECHECK_H
#define PLEXUS_RUNTIME_TRAIN_FINITECHECK_H

#include "runtime/session/Session.h"
#include "runtime/train/TrainState.h"

#include <string>

namespace plexus::host {

/// Ends a training at the first number that is not finite: each check fails
/// with Diverged (76) and names the step, the tensor and its layer.
class FiniteCheck {
public:
  /// `seed` is the one of the training, `state` says at which step it is.
  FiniteCheck(Session &session, uint64_t seed, const TrainState &state)
      : session(session), model(session.model), seed(seed), state(state) {}

  /// Of the parameters before the first step of this run; fails with BadData
  /// (65), as they were loaded so.
  void start() const;

  /// Of the losses of the step on `batch`. It changed nothing if one is not
  /// finite, so what it computed can be looked at again.
  void losses(std::span<const double> values, const Batch &batch);

  /// Of the losses over the validation rows; `batch` is room for some of them.
  void validation(std::span<const double> values, const Rows &rows,
                  Batch &batch);

  /// Of parameters and optimizer states after a step: where gradients or
  /// updates were not finite they no longer are.
  void memory() const;

private:
  [[noreturn]] void diverge(const std::string &what, const char *when,
                            const std::string &why, bool wasRateUsed) const;
  std::string layerNonFinite(const Batch &batch);

  Session &session;
  const plx_model &model;
  uint64_t seed;
  const TrainState &state;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_FINITECHECK_H
