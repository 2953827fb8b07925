//===- LearningWatch.h - warns of a training that learns nothing ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_LEARNINGWATCH_H
#define PLEXUS_RUNTIME_TRAIN_LEARNINGWATCH_H

#include "runtime/session/LayerAlarms.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace plexus::host {

/// Looks at a training and warns, of each thing once, where it cannot learn or
/// has stopped to. It changes nothing that a training depends on, and what it
/// does depends on the network and its rows alone.
class LearningWatch {
public:
  /// `batch` is room for some rows; what is in it is replaced.
  LearningWatch(Session &session, uint64_t seed, const Rows &rows, Batch &batch,
                std::function<void(const std::string &)> warn);

  /// Layers that cannot learn, as the network starts.
  void beforeTraining();

  /// After each epoch: where all rows have the same outputs, the layers that
  /// keep it so; after epochs 1, 2, 4, 8, ... also layers that are dead.
  void afterEpoch(uint64_t epoch, uint64_t step);

  /// At the end, in epoch `epoch`: whether the inputs are of any use.
  void afterTraining(uint64_t epoch);

private:
  std::vector<LayerStatistics> look(uint64_t step);
  bool areOutputsTheSame(uint64_t count, double tolerance = 0);
  std::string nothingLearnt();
  void warnOfLayers(const std::string &when,
                    std::span<const LayerStatistics> statistics,
                    LayerAlarm mildest);
  void warnOfParameters(const std::string &when, uint64_t step);
  void warnOfColumns();
  void warnOnce(const std::string &key, const std::string &text);

  Session &session;
  const plx_model &model;
  uint64_t seed;
  const Rows &rows;
  Batch &batch;
  std::function<void(const std::string &)> warn;
  bool hasTask;                 ///< something differs among the rows
  std::vector<uint32_t> sample; ///< the first rows of the training
  std::vector<Array> outputs;
  std::set<std::string> said;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_LEARNINGWATCH_H
