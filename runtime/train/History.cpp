//===- History.cpp - the epochs of a training as a CSV file ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/History.h"

#include "runtime/files/AtomicFile.h"

#include <charconv>

namespace plexus::host {

/// The fewest digits that read back as the same number.
static std::string exactNumber(double value) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, value);
  return std::string(text, end.ptr);
}

History::History(const plx_model &model, bool withValidation) {
  lines = "epoch,step,learning_rate";
  for (const plx_result &result : results(model))
    lines += "," + std::string(result.name);
  if (withValidation)
    for (const plx_result &result : results(model))
      lines += ",val_" + std::string(result.name);
  lines += ",seconds\n";
}

void History::add(const EpochReport &report) {
  lines += std::to_string(report.epoch) + "," + std::to_string(report.step) +
           "," + exactNumber(report.learningRate);
  for (double value : report.train)
    lines += "," + exactNumber(value);
  for (double value : report.validation)
    lines += "," + exactNumber(value);
  lines += "," + exactNumber(report.seconds) + "\n";
}

void History::save(const std::string &path) const {
  AtomicFile file(path);
  file.write(lines);
  file.commit();
}

void HistoryFile::update(const History &history) {
  Clock::time_point now = Clock::now();
  if (path.empty() || (written && now - *written < std::chrono::seconds(1)))
    return;
  history.save(path);
  written = now;
}

void HistoryFile::finish(const History &history) const {
  if (!path.empty())
    history.save(path);
}

} // namespace plexus::host
