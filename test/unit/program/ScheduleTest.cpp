//===- ScheduleTest.cpp - learning rates as functions of the step --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Schedule.h"

#include <gtest/gtest.h>

#include <limits>

using namespace plexus::host;

static Schedule schedule(const char *name) {
  Schedule result;
  result.row = findSchedule(name);
  result.learningRate = 0.8;
  return result;
}

TEST(Schedule, UnknownNameIsNull) {
  EXPECT_EQ(findSchedule("cosines"), nullptr);
  EXPECT_NE(findSchedule("cosine"), nullptr);
}

TEST(Schedule, Constant) {
  EXPECT_EQ(learningRate(schedule("constant"), 1, {10, 100}), 0.8);
  EXPECT_EQ(learningRate(schedule("constant"), 100, {10, 100}), 0.8);
}

TEST(Schedule, WarmupRisesLinearlyAndEndsAtBase) {
  Schedule warm = schedule("constant");
  warm.warmup = {2, Duration::Unit::Epochs}; // of 4 steps
  Horizon horizon{4, 40};
  EXPECT_DOUBLE_EQ(learningRate(warm, 1, horizon), 0.1);
  EXPECT_DOUBLE_EQ(learningRate(warm, 4, horizon), 0.4);
  EXPECT_DOUBLE_EQ(learningRate(warm, 8, horizon), 0.8);
  EXPECT_DOUBLE_EQ(learningRate(warm, 9, horizon), 0.8);
}

TEST(Schedule, StepMultipliesAfterEveryInterval) {
  Schedule steps = schedule("step");
  steps.every = {2, Duration::Unit::Epochs};
  steps.factor = 0.5;
  Horizon horizon{3, 60};
  EXPECT_EQ(learningRate(steps, 6, horizon), 0.8);  // last of epoch 2
  EXPECT_EQ(learningRate(steps, 7, horizon), 0.4);  // first of epoch 3
  EXPECT_EQ(learningRate(steps, 13, horizon), 0.2); // first of epoch 5
  EXPECT_EQ(learningRate(steps, 25, horizon), 0.05);
}

TEST(Schedule, CosineGoesFromBaseToMinimum) {
  Schedule cosine = schedule("cosine");
  cosine.minLearningRate = 0.2;
  Horizon horizon{10, 101};
  EXPECT_EQ(learningRate(cosine, 1, horizon), 0.8);
  EXPECT_NEAR(learningRate(cosine, 51, horizon), 0.5, 1e-15);
  EXPECT_NEAR(learningRate(cosine, 26, horizon),
              0.2 + 0.3 * (1 + 0.70710678118654752), 1e-15);
  EXPECT_NEAR(learningRate(cosine, 101, horizon), 0.2, 1e-15);
}

TEST(Schedule, CosineStartsWhereTheWarmupEnds) {
  Schedule cosine = schedule("cosine");
  cosine.warmup = {10, Duration::Unit::Steps};
  Horizon horizon{10, 110};
  EXPECT_EQ(learningRate(cosine, 10, horizon), 0.8);
  EXPECT_NEAR(learningRate(cosine, 60, horizon), 0.4, 1e-15);
  EXPECT_NEAR(learningRate(cosine, 110, horizon), 0, 1e-15);
}

TEST(Schedule, LinearGoesFromBaseToItsEnd) {
  Schedule linear = schedule("linear");
  linear.minLearningRate = 0.4;
  Horizon horizon{1, 5};
  EXPECT_EQ(learningRate(linear, 1, horizon), 0.8);
  EXPECT_DOUBLE_EQ(learningRate(linear, 2, horizon), 0.7);
  EXPECT_DOUBLE_EQ(learningRate(linear, 5, horizon), 0.4);
}

TEST(Schedule, OneStepOfTrainingHasTheFullRate) {
  EXPECT_EQ(learningRate(schedule("cosine"), 1, {1, 1}), 0.8);
}

TEST(Schedule, DurationsSaturate) {
  Duration forever{std::numeric_limits<uint64_t>::max() / 2,
                   Duration::Unit::Epochs};
  EXPECT_EQ(forever.steps(4), std::numeric_limits<uint64_t>::max());
}
