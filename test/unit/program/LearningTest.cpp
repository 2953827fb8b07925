//===- LearningTest.cpp - what shows that nothing is learnt ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Learning.h"
#include "TrainingBed.h"
#include "runtime/data/ColumnScales.h"
#include "runtime/session/LayerAlarms.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace plexus;
using namespace plexus::fake;

namespace {
constexpr const char *plain =
    R"("epochs": 1, "batch": 4, "seed": 5, "learning_rate": 0.05)";
const plx_layer relu = {"r", "relu", PLX_RELU_LIKE, 1};

/// The line with given parameters, over its seven rows.
struct Line : Bed {
  Line(double a, double b, double c) : Bed(plain), batch(model, 4, true) {
    auto *p = reinterpret_cast<double *>(session.parameters().data());
    p[0] = a;
    p[1] = b;
    p[8] = c;
    outputs.emplace_back(PLX_F64, 4, 1);
  }
  double learnt() {
    std::vector<uint32_t> all(data.train.count);
    std::iota(all.begin(), all.end(), 0);
    // Where no order of the targets changes a bit, none is read.
    return learntShare(session, data.train, all, batch).value_or(0);
  }
  bool isConstant(uint64_t count) {
    return outputsAreTheSame(session, data.train, count, batch, outputs);
  }
  Batch batch;
  std::vector<Array> outputs;
};

LayerStatistics alive() {
  LayerStatistics numbers = {};
  numbers[PLX_GRADIENT_STD] = 1;
  return numbers;
}
} // namespace

TEST(Learning, TheShareIsZeroForConstantsAndOneForTheLine) {
  EXPECT_NEAR(Line(0, 0, 1).learnt(), 0, 1e-15);
  EXPECT_NEAR(Line(0, 0, -40).learnt(), 0, 1e-15);
  EXPECT_EQ(Line(2, -3, 1).learnt(), 1);
  EXPECT_LT(Line(-2, 3, 1).learnt(), -0.4);
}

TEST(Learning, OutputsAreComparedWithinBatchesAndAmongThem) {
  EXPECT_TRUE(Line(0, 0, 1).isConstant(7));
  EXPECT_FALSE(Line(1, 0, 1).isConstant(7));
  EXPECT_TRUE(Line(1, 0, 1).isConstant(1));
  Line other(1, 0, 1);
  for (uint64_t row = 0; row < 7; ++row)
    *static_cast<double *>(other.data.train.values[0].row(row)) = row / 4;
  EXPECT_TRUE(other.isConstant(4));
  EXPECT_FALSE(other.isConstant(7));
}

TEST(Learning, ATaskIsWhatDiffers) {
  Bed bed(plain);
  EXPECT_TRUE(hasSomethingToLearn(bed.model, bed.data.train));
  for (uint64_t row = 0; row < bed.data.train.count; ++row)
    *static_cast<double *>(bed.data.train.values[1].row(row)) = 1;
  EXPECT_FALSE(hasSomethingToLearn(bed.model, bed.data.train));
}

TEST(Learning, ALayerIsDeadWhereAllOfItIs) {
  LayerStatistics numbers = alive();
  EXPECT_EQ(layerAlarm(relu, numbers, 1), LayerAlarm::None);
  numbers[PLX_DEAD] = 31.0 / 32;
  EXPECT_EQ(layerAlarm(relu, numbers, 1), LayerAlarm::None);
  EXPECT_TRUE(isHalfDead(numbers));
  numbers[PLX_DEAD] = 1;
  EXPECT_EQ(layerAlarm(relu, numbers, 1), LayerAlarm::Dead);
  numbers[PLX_GRADIENT_NONFINITE] = 0.1;
  EXPECT_EQ(layerAlarm(relu, numbers, 1), LayerAlarm::None);
}

TEST(Learning, AGradientVanishesBesideTheLargest) {
  LayerStatistics numbers = alive();
  EXPECT_EQ(layerAlarm(relu, numbers, 0.99e10), LayerAlarm::None);
  EXPECT_EQ(layerAlarm(relu, numbers, 1.01e10), LayerAlarm::Vanished);
  numbers[PLX_GRADIENT_ZERO] = 1;
  EXPECT_EQ(layerAlarm(relu, numbers, 1), LayerAlarm::NoGradient);
}

TEST(Learning, WhatLivesInOneBatchIsAlive) {
  LayerStatistics numbers = alive(), more = alive();
  numbers[PLX_DEAD] = numbers[PLX_GRADIENT_ZERO] = 1;
  numbers[PLX_GRADIENT_STD] = 0;
  more[PLX_DEAD] = 0.5;
  keepLivelier(numbers, more);
  EXPECT_EQ(numbers[PLX_DEAD], 0.5);
  EXPECT_EQ(numbers[PLX_GRADIENT_ZERO], 0);
  EXPECT_EQ(gradientSize(numbers), 1);
}

TEST(Learning, ColumnsAreHeldAgainstTheMedian) {
  uint64_t shape[] = {5}, one[] = {1};
  plx_value values[] = {{"x", shape, 1, PLX_F64, 5, 0, 0, 0},
                        {"y", one, 1, PLX_F64, 1, 0, 0, 0}};
  Rows rows;
  rows.count = 2;
  rows.values.emplace_back(PLX_F64, 2, 5);
  rows.values.emplace_back(PLX_F64, 2, 1);
  auto set = [&](std::vector<double> numbers) {
    for (size_t i = 0; i < 10; ++i)
      static_cast<double *>(rows.values[0].row(0))[i] = numbers[i];
    static_cast<double *>(rows.values[1].row(0))[0] = -900;
    static_cast<double *>(rows.values[1].row(0))[1] = 900;
    std::vector<uint32_t> sample = {0, 1};
    return columnsOfLargeScale(values, rows, sample);
  };
  // Columns of zeros do not count: of 900, 30, 3, 2 and 1 the third is it.
  EXPECT_EQ(set({1, 30, 0, 3, 2, 1, -30, 0, -3, 2}),
            "`y` with 300 times the median column's");
  EXPECT_EQ(set({1, 31, 0, 3, 2, 1, -31, 0, -3, 2}),
            "`y` with 300 times the median column's, `x[1]` with 10 times "
            "the median column's");
  EXPECT_EQ(set({0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), "");
}
