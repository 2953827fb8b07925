//===- Schedule.cpp - the learning rate as a function of the step --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Schedule.h"

#include "math/Trig.h"

#include <algorithm>
#include <limits>

namespace plexus::host {

uint64_t Duration::steps(uint64_t stepsPerEpoch) const {
  uint64_t product;
  if (unit == Unit::Steps)
    return count;
  if (__builtin_mul_overflow(count, stepsPerEpoch, &product))
    return std::numeric_limits<uint64_t>::max();
  return product;
}

/// How far `step` is on the way from the first step with the full rate (0) to
/// the last step of the training (1).
static double progress(uint64_t step, uint64_t warmup, const Horizon &horizon) {
  uint64_t first = std::max<uint64_t>(warmup, 1);
  if (horizon.totalSteps <= first)
    return 0;
  double way = double(step - first) / double(horizon.totalSteps - first);
  return std::min(way, 1.0);
}

static double constantRate(const Schedule &schedule, uint64_t, uint64_t,
                           const Horizon &) {
  return schedule.learningRate;
}

/// learningRate * factor^k, where k counts the full intervals before this step.
static double stepRate(const Schedule &schedule, uint64_t step, uint64_t,
                       const Horizon &horizon) {
  uint64_t interval =
      std::max<uint64_t>(schedule.every.steps(horizon.stepsPerEpoch), 1);
  double rate = schedule.learningRate, power = schedule.factor;
  for (uint64_t k = (step - 1) / interval; k > 0; k /= 2, power *= power)
    if (k % 2)
      rate *= power;
  return rate;
}

/// low + (high - low) (1 + cos(pi u)) / 2, as in Loshchilov and Hutter,
/// "SGDR", 2017, without restarts.
static double cosineRate(const Schedule &schedule, uint64_t step,
                         uint64_t warmup, const Horizon &horizon) {
  double u = progress(step, warmup, horizon);
  double height = 0.5 * (1 + math::cospi(math::Real(u)).value());
  return schedule.minLearningRate +
         (schedule.learningRate - schedule.minLearningRate) * height;
}

static double linearRate(const Schedule &schedule, uint64_t step,
                         uint64_t warmup, const Horizon &horizon) {
  double u = progress(step, warmup, horizon);
  return schedule.learningRate +
         (schedule.minLearningRate - schedule.learningRate) * u;
}

static constexpr ScheduleRow rows[] = {
    {"constant", constantRate, false},
    {"step", stepRate, false},
    {"cosine", cosineRate, true},
    {"linear", linearRate, true},
};

const ScheduleRow *findSchedule(std::string_view name) {
  auto *row = std::find_if(std::begin(rows), std::end(rows),
                           [&](auto &row) { return row.name == name; });
  return row == std::end(rows) ? nullptr : row;
}

double learningRate(const Schedule &schedule, uint64_t step,
                    const Horizon &horizon) {
  uint64_t warmup = schedule.warmup.steps(horizon.stepsPerEpoch);
  if (step <= warmup)
    return schedule.learningRate * (double(step) / double(warmup));
  return schedule.row->learningRate(schedule, step, warmup, horizon);
}

} // namespace plexus::host
