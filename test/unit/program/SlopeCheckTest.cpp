//===- SlopeCheckTest.cpp - slopes against differences of functions -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/SlopeCheck.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace plexus::host;

namespace {
constexpr SlopeLimits limits = {.unit = 1,
                                .tolerance = 1e-6,
                                .coarsest = 1e-3,
                                .nearest = 0x1p-26,
                                .farthest = 64,
                                .noise = 0x1p-46,
                                .precision = 0x1p-52};

/// Of the loss 3 + f, with `error` added to its slope.
template <typename Function, typename Slope>
Verdict verdictOf(Function f, Slope slope, double error = 0,
                  const SlopeLimits &given = limits) {
  return checkSlope(
             [=](double t) { return LinePoint{t, 3 + f(t), slope(t) + error}; },
             given)
      .verdict;
}

double still(double) { return 0; }
double sine(double t) { return std::sin(t + 1); }
double cosine(double t) { return std::cos(t + 1); }

/// The limits of losses of 24 bits, and one that changes by `slope` with each
/// unit.
SlopeLimits coarse(double unit) {
  SlopeLimits made = limits;
  made.unit = unit;
  made.tolerance = made.coarsest = 2e-2;
  made.noise = made.precision = 0x1p-23;
  return made;
}
auto rounded(double slope) {
  return [=](double t) { return double(float(3 + slope * t)) - 3; };
}
} // namespace

TEST(SlopeCheck, SmoothFunctions) {
  EXPECT_EQ(verdictOf(sine, cosine), Verdict::Right);
  EXPECT_EQ(verdictOf(sine, cosine, 3e-6), Verdict::Wrong);
  EXPECT_EQ(verdictOf(sine, still), Verdict::Wrong);
}

TEST(SlopeCheck, KinksInTheInterval) {
  // The interval goes to 2^-24 on either side.
  for (double kink : {-0x1p-26, 0.0, 1e-9, 3e-8}) {
    auto absolute = [=](double t) { return std::abs(t - kink); };
    auto sign = [=](double t) { return t > kink ? 1 : t < kink ? -1 : 0.5; };
    EXPECT_EQ(verdictOf(absolute, sign), Verdict::Right) << kink;
    EXPECT_EQ(verdictOf(absolute, sign, 1e-5), Verdict::Wrong) << kink;
  }
}

/// More kinks than panels at every width that rounding allows a sharp check.
TEST(SlopeCheck, ManyKinksAreToldLessSharply) {
  constexpr double spacing = 3e-9;
  SlopeLimits narrow = limits;
  narrow.nearest = 0x1p-34;
  auto zigzag = [](double t) {
    return 2 * t + std::abs(std::remainder(t, spacing));
  };
  auto slope = [](double t) {
    return std::remainder(t, spacing) > 0 ? 3.0 : 1.0;
  };
  auto check = [&](double error) {
    return checkSlope(
        [&](double t) { return LinePoint{t, 3 + zigzag(t), slope(t) + error}; },
        narrow);
  };
  SlopeCheck right = check(0);
  EXPECT_EQ(right.verdict, Verdict::Right);
  EXPECT_GT(right.tolerance, limits.tolerance);
  EXPECT_LE(right.tolerance, limits.coarsest);
  EXPECT_EQ(check(3e-3).verdict, Verdict::Wrong);
}

TEST(SlopeCheck, LossesThatStandStill) {
  SlopeLimits zero = limits, tiny = limits;
  zero.unit = 0;
  tiny.unit = 9e-69;
  EXPECT_EQ(verdictOf(still, still), Verdict::Right);
  EXPECT_EQ(verdictOf(still, still, 0, zero), Verdict::Right);
  EXPECT_EQ(verdictOf(still, still, 9e-69, tiny), Verdict::Untold);
  EXPECT_EQ(verdictOf(still, still, 1e-3, tiny), Verdict::Wrong);
}

/// As of a unit that is dead here and wakes up at 1, or is said to be dead.
TEST(SlopeCheck, ZeroGradients) {
  auto awake = [](double t) { return std::max(0.0, t - 1); };
  auto slope = [](double t) { return t > 1 ? 1.0 : 0.0; };
  SlopeLimits zero = limits;
  zero.unit = 0;
  EXPECT_EQ(verdictOf(awake, slope, 0, zero), Verdict::Right);
  EXPECT_EQ(verdictOf(sine, still, 0, zero), Verdict::Wrong);
  EXPECT_EQ(verdictOf(rounded(1e-3), still, 0, coarse(0)), Verdict::Wrong);
  EXPECT_EQ(verdictOf(rounded(1e-8), still, 0, coarse(0)), Verdict::Untold);
  EXPECT_EQ(verdictOf(rounded(1e-10), still, 0, coarse(0)), Verdict::Right);
}

TEST(SlopeCheck, SlopesBelowRounding) {
  auto slopeOf = [](double slope) { return [=](double) { return slope; }; };
  EXPECT_EQ(verdictOf(rounded(1e-3), slopeOf(1e-3), 0, coarse(1e-3)),
            Verdict::Right);
  EXPECT_EQ(verdictOf(rounded(1e-3), slopeOf(1.05e-3), 0, coarse(1.05e-3)),
            Verdict::Wrong);
  EXPECT_EQ(verdictOf(rounded(1e-8), slopeOf(1e-8), 0, coarse(1e-8)),
            Verdict::Untold);
}

/// A jump that no point sees, as of a saturated unit, is not held against the
/// slopes beside it.
TEST(SlopeCheck, CliffsBetweenThePoints) {
  for (double cliff : {-20.0, -0.3, 0.1, 7.0, 50.0})
    EXPECT_EQ(verdictOf([=](double t) { return t > cliff ? 1.0 : 0.0; }, still,
                        0, coarse(0)),
              Verdict::Untold);
}

TEST(SlopeCheck, ANarrowDomain) {
  auto root = [](double t) { return std::sqrt(1 + t); };
  auto slope = [](double t) { return 0.5 / std::sqrt(1 + t); };
  SlopeLimits wide = limits;
  wide.unit = 1e-9; // so that 64 to either side would be none too many
  wide.nearest = 0x1p-10;
  EXPECT_EQ(verdictOf(root, slope, 1, wide), Verdict::Wrong);
}
