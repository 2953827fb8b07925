//===- Schedule.h - the learning rate as a function of the step ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_SCHEDULE_H
#define PLEXUS_RUNTIME_TRAIN_SCHEDULE_H

#include <cstdint>
#include <string_view>

namespace plexus::host {

/// A length of training as it was written: `3 epochs` or `500 steps`.
struct Duration {
  enum class Unit { Epochs, Steps };
  uint64_t count = 0;
  Unit unit = Unit::Steps;

  /// In steps; the largest number where that is too small.
  uint64_t steps(uint64_t stepsPerEpoch) const;
};

/// How long a training is. Schedules are pure functions of it and the step.
struct Horizon {
  uint64_t stepsPerEpoch = 1;
  uint64_t totalSteps = 1;
};

struct ScheduleRow;

/// A schedule and its settings. Settings that its formula does not read are
/// left alone.
struct Schedule {
  const ScheduleRow *row = nullptr;
  double learningRate = 0;    ///< the optimizer's
  double minLearningRate = 0; ///< cosine, linear: that of the last step
  double factor = 1;          ///< step: what the rate is multiplied by
  Duration every;             ///< step: how often
  Duration warmup; ///< all: the rate rises linearly to `learningRate`
};

/// One formula. `step` is at least 1 and beyond the warm-up of `warmup` steps.
struct ScheduleRow {
  std::string_view name;
  double (*learningRate)(const Schedule &schedule, uint64_t step,
                         uint64_t warmup, const Horizon &horizon);
  bool readsLength; ///< it depends on Horizon::totalSteps
};

/// The schedule called `name`, or null.
const ScheduleRow *findSchedule(std::string_view name);

/// The learning rate of `step` (the first one is 1). With a warm-up of W steps
/// it is the optimizer's times step / W up to step W, and the schedule's
/// formula after that.
double learningRate(const Schedule &schedule, uint64_t step,
                    const Horizon &horizon);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_SCHEDULE_H
