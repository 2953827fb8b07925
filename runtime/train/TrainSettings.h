//===- TrainSettings.h - the `train` record of a program ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_TRAINSETTINGS_H
#define PLEXUS_RUNTIME_TRAIN_TRAINSETTINGS_H

#include "runtime/train/Schedule.h"
#include "runtime/train/Stopping.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>

namespace plexus::host {

/// `checkpoint: every(10 epochs, "f.ckpt")`. Nothing is due without a file.
struct CheckpointRule {
  Duration every;
  std::string file;

  bool isDueAfterStep(uint64_t step) const {
    return !file.empty() && every.unit == Duration::Unit::Steps &&
           step % every.count == 0;
  }
  /// After an epoch that ended with `step`.
  bool isDueAfterEpoch(uint64_t epoch, uint64_t step) const {
    return isDueAfterStep(step) ||
           (!file.empty() && every.unit == Duration::Unit::Epochs &&
            epoch % every.count == 0);
  }
};

/// How a network is trained, as the source says it.
struct TrainSettings {
  std::optional<uint64_t> epochs; ///< one of these two is set
  std::optional<uint64_t> steps;
  uint64_t batch = 1;
  uint64_t seed = 0;
  Schedule schedule;
  StopRules stop;
  CheckpointRule checkpoint;
};

/// Reads the "train" object of plx_model.program:
///   {"epochs": 60, "batch": 32, "seed": 42, "learning_rate": 0.002,
///    "schedule": {"name": "cosine", "min_lr": 1e-5, "warmup": {"epochs": 2}},
///    "stop": [{"name": "early", "metric": "val_loss", "mode": "min",
///              "patience": {"epochs": 8}, "restore": "best"}],
///    "checkpoint": {"every": {"epochs": 10}, "file": "f.ckpt"}}
/// Other keys are for other readers: "optimizer" and "clip" are code, and stand
/// there so that a checkpoint can say in which of their numbers it differs.
/// The compiler wrote it, so what is wrong with it is an internal error (70).
TrainSettings readTrainSettings(const nlohmann::json &train);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_TRAINSETTINGS_H
