//===- StoppingTest.cpp - what is watched, and for how long -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Stopping.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace plexus::host;

TEST(Stopping, MetricsAreFoundByName) {
  const plx_result table[] = {{"loss", PLX_MEAN, 1}, {"accuracy", PLX_MEAN, 0}};
  auto metric = findMetric(table, "val_accuracy");
  ASSERT_TRUE(metric);
  EXPECT_EQ(metric->result, 1u);
  EXPECT_TRUE(metric->validation);
  EXPECT_FALSE(findMetric(table, "loss")->validation);
  EXPECT_FALSE(findMetric(table, "val_acuracy"));
  EXPECT_FALSE(findMetric(table, "val_val_loss"));
}

TEST(Stopping, PatienceCountsStepsSinceTheBest) {
  Patience patience(/*isSmallerBetter=*/true, 6);
  EXPECT_TRUE(patience.improves(1.0, 2));
  EXPECT_FALSE(patience.improves(1.0, 4)); // equal is not better
  EXPECT_TRUE(patience.improves(0.5, 6));
  EXPECT_FALSE(patience.improves(0.7, 10));
  EXPECT_FALSE(patience.isOver(10));
  EXPECT_FALSE(patience.improves(std::nan(""), 12));
  EXPECT_TRUE(patience.isOver(12));
}

TEST(Stopping, SomeMetricsImproveUpwards) {
  Patience patience(/*isSmallerBetter=*/false, 6);
  EXPECT_TRUE(patience.improves(0.5, 2));
  EXPECT_FALSE(patience.improves(0.4, 4));
  EXPECT_TRUE(patience.improves(0.6, 6));
}

TEST(Stopping, NoPatienceStillTakesImprovements) {
  Patience patience(/*isSmallerBetter=*/true, 0);
  EXPECT_TRUE(patience.improves(1.0, 2));
  EXPECT_FALSE(patience.isOver(2));
  EXPECT_FALSE(patience.improves(2.0, 4));
  EXPECT_TRUE(patience.isOver(4));
}
