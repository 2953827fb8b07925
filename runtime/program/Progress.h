//===- Progress.h - what a training shows while it runs ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_PROGRESS_H
#define PLEXUS_RUNTIME_PROGRAM_PROGRESS_H

#include "runtime/program/Program.h"
#include "runtime/train/Trainer.h"

#include <string>
#include <vector>

namespace plexus::host {

/// One line an epoch. On a terminal the line is alive: a bar, the running
/// loss, rows a second and the time left; of more than 200 epochs only every
/// n-th line stays there.
class Progress : public TrainObserver {
public:
  /// `epochs` is the most that there can be, each of `rowsOfEpoch` rows.
  Progress(Program &program, const Horizon &horizon, uint64_t rowsOfEpoch);

  void afterStep(const StepReport &report) override;
  void afterEpoch(const EpochReport &report) override;

  /// Ends a line that is still alive. Called before anything else is printed.
  void finish();

private:
  std::string label(uint64_t epoch) const;
  std::string bar(double part) const;
  /// `fields` in one line; on a terminal as many as fit it.
  std::string joined(const std::vector<std::string> &fields) const;
  void redraw(const std::string &line);

  Program &program;
  Horizon horizon;
  uint64_t rowsOfEpoch, epochs;
  uint64_t lineEvery = 1; ///< epochs between two lines that stay
  uint64_t currentEpoch = 0;
  double lossSum = 0, stepsOfEpoch = 0;
  double lastDrawn = -1;
  bool alive = false; ///< the cursor stands behind an unfinished line
};

/// "4 s", "3:07 min" or "2:15 h".
std::string durationText(double seconds);

/// "312 rows/s", "41k rows/s", "3.2M rows/s".
std::string rateText(double rowsPerSecond);

/// The part of `text` that fits `width` columns, for a line that must not wrap.
/// Each UTF-8 character counts as one column.
std::string fitted(const std::string &text, unsigned width);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_PROGRESS_H
