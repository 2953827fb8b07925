//===- History.h - the epochs of a training as a CSV file -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_HISTORY_H
#define PLEXUS_RUNTIME_TRAIN_HISTORY_H

#include "runtime/train/Trainer.h"

#include <chrono>
#include <optional>
#include <string>

namespace plexus::host {

/// Collects a line an epoch: epoch, step, learning_rate, each result, each
/// result as val_ where there is a validation split, and seconds.
class History {
public:
  History(const plx_model &model, bool withValidation);

  void add(const EpochReport &report);

  const std::string &text() const { return lines; }

  /// Goes on after the lines of an earlier part of the training.
  void resume(std::string before) { lines = std::move(before); }

  /// Writes the file, whole or not at all.
  void save(const std::string &path) const;

private:
  std::string lines;
};

/// The file of `--log` while a training runs: one that is killed leaves the
/// epochs up to about a second before. Nothing is written without a path.
class HistoryFile {
public:
  explicit HistoryFile(std::string path) : path(std::move(path)) {}

  /// After an epoch: writes the first, and then not more than once a second,
  /// as the whole file is written each time.
  void update(const History &history);
  void finish(const History &history) const;

private:
  using Clock = std::chrono::steady_clock;
  std::string path;
  std::optional<Clock::time_point> written;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_HISTORY_H
