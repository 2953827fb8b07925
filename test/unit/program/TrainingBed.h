//===- TrainingBed.h - a training of the hand-written line ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_UNIT_PROGRAM_TRAININGBED_H
#define PLEXUS_TEST_UNIT_PROGRAM_TRAININGBED_H

#include "FakeNetwork.h"
#include "runtime/train/Trainer.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

namespace plexus::fake {

using namespace plexus::host;

struct Recorder : TrainObserver {
  void afterStep(const StepReport &report) override {
    steps.push_back(report);
    if (interruptAfterStep && steps.size() == interruptAfterStep)
      interrupted = true;
  }
  void checkpoint(const TrainState &state) override {
    if (onCheckpoint)
      onCheckpoint(state);
  }
  void afterEpoch(const EpochReport &report) override {
    epochs.push_back(report);
    if (interruptAfter && epochs.size() == interruptAfter)
      interrupted = true;
  }
  std::vector<StepReport> steps;
  std::vector<EpochReport> epochs;
  size_t interruptAfter = 0, interruptAfterStep = 0;
  std::function<void(const TrainState &)> onCheckpoint;
  std::atomic<bool> interrupted = false;
};

/// A training of the hand-written line.
struct Bed {
  explicit Bed(const std::string &train, plx_type type = PLX_F64)
      : model(fake::lineModel(type, "{}")), session(model),
        settings(readTrainSettings(nlohmann::json::parse("{" + train + "}"))),
        data(loadData(nlohmann::json::parse(fake::lineData(true)),
                      inputsAndTargets(model), type, "", session.constants)) {
    session.initialize(settings.seed);
  }
  TrainOutcome run(bool validate = true) {
    Rows none;
    return train({session, settings, data.train,
                  validate ? data.validation : none, recorder,
                  recorder.interrupted, state});
  }
  Horizon horizon() const { return horizonOf(settings, data.train.count); }
  std::vector<double> parameters() {
    auto *p = reinterpret_cast<const double *>(session.parameters().data());
    return {p[0], p[1], p[8]};
  }

  const plx_model &model;
  Session session;
  TrainSettings settings;
  Dataset data;
  Recorder recorder;
  TrainState state;
};

} // namespace plexus::fake

#endif // PLEXUS_TEST_UNIT_PROGRAM_TRAININGBED_H
