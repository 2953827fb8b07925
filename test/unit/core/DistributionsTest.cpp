//===- DistributionsTest.cpp - every initialiser, drawn a million times ---===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A wrong gain, fan or bound gives numbers that look random and learn badly:
// here they miss the distribution that the sources give.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Initialisers.h"
#include "test/unit/core/Drawn.h"
#include "test/unit/core/Statistics.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

using namespace plexus;
using namespace plexus::test;

namespace {

constexpr uint64_t draws = 1000000;
constexpr double in = 300, out = 100;

enum class Shape { Uniform, Normal, Constant };

/// A distribution by its mean and standard deviation.
struct Expected {
  Shape shape;
  double mean, deviation;
};

// Glorot and Bengio 2010, He et al. 2015 (before a rectifier), LeCun et al.
// 1998; the rows that take numbers take 2 and 5.
const std::map<std::string, Expected> expectedOf = {
    {"xavier_uniform", {Shape::Uniform, 0, std::sqrt(2 / (in + out))}},
    {"xavier_normal", {Shape::Normal, 0, std::sqrt(2 / (in + out))}},
    {"kaiming_uniform", {Shape::Uniform, 0, std::sqrt(2 / in)}},
    {"kaiming_normal", {Shape::Normal, 0, std::sqrt(2 / in)}},
    {"lecun_normal", {Shape::Normal, 0, std::sqrt(1 / in)}},
    {"uniform", {Shape::Uniform, 3.5, 3 / std::sqrt(12.0)}},
    {"normal", {Shape::Normal, 2, 5}},
    {"zeros", {Shape::Constant, 0, 0}},
    {"ones", {Shape::Constant, 1, 0}},
    {"constant", {Shape::Constant, 2, 0}},
};

/// Mean and variance within four standard deviations of theirs.
void expectMoments(const std::vector<double> &x, const Expected &e) {
  // The fourth moment about the mean, in units of the squared variance: 9/5 of
  // a uniform distribution, 3 of a normal one.
  double kurtosis = e.shape == Shape::Uniform ? 1.8 : 3;
  double n = double(x.size()), square = e.deviation * e.deviation;
  EXPECT_NEAR(mean(x), e.mean, 4 * e.deviation / std::sqrt(n));
  EXPECT_NEAR(variance(x), square, 4 * square * std::sqrt((kurtosis - 1) / n));
}

void expectUniform(const std::vector<double> &x, const Expected &e) {
  auto [least, most] = std::minmax_element(x.begin(), x.end());
  double half = std::sqrt(3.0) * e.deviation;
  double a = e.mean - half, b = e.mean + half;
  EXPECT_GT(*least, a);
  EXPECT_LT(*most, b);
  // A million draws leave no gap of 2e-5 at an end but once in 10^8 seeds.
  EXPECT_LT(*least, a + 4e-5 * half);
  EXPECT_GT(*most, b - 4e-5 * half);
  EXPECT_LT(kolmogorov(x, [&](double v) { return uniformCdf(v, a, b); }),
            kolmogorovBound);
}

void expectNormal(const std::vector<double> &x, const Expected &e) {
  auto [least, most] = std::minmax_element(x.begin(), x.end());
  // docs/language.md: at most 6.77 deviations; and a million draws reach 4 on
  // either side but once in 10^13 seeds.
  EXPECT_GT(*least, e.mean - 6.77 * e.deviation);
  EXPECT_LT(*most, e.mean + 6.77 * e.deviation);
  EXPECT_LT(*least, e.mean - 4 * e.deviation);
  EXPECT_GT(*most, e.mean + 4 * e.deviation);
  auto cdf = [&](double v) { return normalCdf(v, e.mean, e.deviation); };
  EXPECT_LT(kolmogorov(x, cdf), kolmogorovBound);
}

TEST(Distributions, OfEveryInitialiser) {
  for (const nn::Initialiser &row : nn::initialisers()) {
    SCOPED_TRACE(row.name.str());
    auto found = expectedOf.find(row.name.str());
    ASSERT_NE(found, expectedOf.end()) << "a row without expectation";
    const Expected &expected = found->second;
    nn::InitialiserUse use{row.name.str(), {}, false};
    for (double number : llvm::ArrayRef({2.0, 5.0}).take_front(row.numberCount))
      use.numbers.push_back(number);
    for (uint64_t seed : {1, 2}) {
      SCOPED_TRACE(seed);
      std::vector<double> x =
          drawn({int64_t(in), int64_t(out), use}, draws, seed, /*stream=*/7);
      switch (expected.shape) {
      case Shape::Constant:
        EXPECT_EQ(x, std::vector<double>(draws, expected.mean));
        break;
      case Shape::Uniform:
        expectMoments(x, expected);
        expectUniform(x, expected);
        break;
      case Shape::Normal:
        expectMoments(x, expected);
        expectNormal(x, expected);
        break;
      }
    }
  }
  EXPECT_EQ(expectedOf.size(), nn::initialisers().size());
}

} // namespace
