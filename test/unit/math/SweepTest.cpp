//===- SweepTest.cpp - error bounds over a sample of all numbers ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Were a coefficient or an order of evaluation wrong, some number would be off
// by more than was measured over all of binary32 (bench/ulp.cpp).
//
//===----------------------------------------------------------------------===//
#include "test/unit/math/Functions.h"

#include <gtest/gtest.h>

using namespace plexus::test;

TEST(Sweep, Binary32StaysWithinMeasuredBounds) {
  for (const auto &f : functions<float, double>()) {
    ASSERT_LE(f.bound32, 1.5) << f.name;
    double worst = 0;
    float at = 0;
    for (uint64_t bits = 0; bits < (uint64_t(1) << 32); bits += 6007) {
      float x = std::bit_cast<float>(uint32_t(bits));
      double error = ulps<float, double>(f.ours(x), f.reference(x));
      if (error > worst)
        worst = error, at = x;
    }
    EXPECT_LE(worst, f.bound32) << f.name << " at " << at;
  }
}

TEST(Sweep, Binary64StaysWithinMeasuredBounds) {
  for (const auto &f : functions<double, long double>()) {
    ASSERT_LE(f.bound64, 2.0) << f.name;
    double worst = 0, at = 0;
    uint64_t state = 2;
    for (uint64_t i = 0; i < 300000; ++i) {
      double x = samplePoint(f, i, splitMix(state));
      double error = ulps<double, long double>(f.ours(x), f.reference(x));
      if (error > worst)
        worst = error, at = x;
    }
    EXPECT_LE(worst, f.bound64) << f.name << " at " << at;
  }
}

// One ulp of tolerance would hide a sign or an off-by-one of the measure.
TEST(Sweep, MeasureSeesOneUlp) {
  EXPECT_EQ((ulps<float, double>(std::nextafter(1.0f, 2.0f), 1.0)), 1.0);
  EXPECT_EQ((ulps<float, double>(0x1p-149f, 0.0)), 1.0);
  EXPECT_EQ((ulps<float, double>(1.0f, 1.0)), 0.0);
  EXPECT_EQ((ulps<float, double>(-0.0f, 0.0)), INFINITY);
  EXPECT_EQ((ulps<float, double>(NAN, 0.0)), INFINITY);
  EXPECT_EQ((ulps<float, double>(INFINITY, 3.4e38)),
            std::ldexp(0x1p128 - 3.4e38, -104));
  EXPECT_EQ((ulps<float, double>(INFINITY, 1e39)), 0.0);
}
