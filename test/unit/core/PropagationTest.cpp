//===- PropagationTest.cpp - signals through deep random networks ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What initialisers are for: through L layers of width n a signal neither dies
// nor explodes. Each layer multiplies its mean square by a random factor of
// mean 1, whose logarithm has mean -v / (2 n) and variance v / n: v = 2 for
// normal sums alone, v = 5 behind a rectifier, which halves the mean square and
// which the gain of Kaiming makes up for. A gain that is off by sqrt(2) misses
// by L ln 2, more than a hundred standard deviations here.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"
#include "test/unit/core/Drawn.h"
#include "test/unit/core/Statistics.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace plexus;
using namespace plexus::test;

namespace {

constexpr uint64_t width = 256, depth = 30, seeds = 15;

double meanSquare(const std::vector<double> &x) {
  double sum = 0;
  for (double v : x)
    sum += v * v;
  return sum / double(x.size());
}

/// One layer: weights times x, and a rectifier or nothing.
std::vector<double> layer(const std::vector<double> &weights,
                          const std::vector<double> &x, bool isRectified) {
  std::vector<double> y;
  const double *w = weights.data();
  for (uint64_t o = 0; o < width; ++o) {
    double sum = 0;
    for (double v : x)
      sum += v * *w++;
    y.push_back(isRectified && sum < 0 ? 0 : sum);
  }
  return y;
}

/// The mean over seeds of log(mean square after all layers / before).
double meanLogRatio(const Weight &weight, bool isRectified) {
  double sum = 0;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    nn::InitialiserUse standard{"normal", {0.0, 1.0}, false};
    std::vector<double> x = drawn({1, 1, standard}, width, seed, 0);
    double before = meanSquare(x);
    for (uint32_t l = 1; l <= depth; ++l)
      x = layer(drawn(weight, width * width, seed, l), x, isRectified);
    sum += std::log(meanSquare(x) / before);
  }
  return sum / double(seeds);
}

void expectRatio(double found, double v) {
  double layers = double(depth) / double(width);
  EXPECT_NEAR(found, -v / 2 * layers, 4 * std::sqrt(v * layers / seeds));
}

TEST(Propagation, KaimingKeepsTheScaleThroughRectifiers) {
  mlir::MLIRContext context;
  nn::Applied relu{nullptr, {}};
  for (const nn::Word *word : nn::allWords(context))
    if (word->spelling == "relu")
      relu.word = word;
  ASSERT_TRUE(relu.word);
  for (const char *name : {"kaiming_normal", "kaiming_uniform"}) {
    SCOPED_TRACE(name);
    Weight weight{width, width, {name, {}, false}, &relu};
    expectRatio(meanLogRatio(weight, /*isRectified=*/true), 5);
  }
}

TEST(Propagation, XavierKeepsTheScaleOfSums) {
  for (const char *name : {"xavier_normal", "xavier_uniform", "lecun_normal"}) {
    SCOPED_TRACE(name);
    Weight weight{width, width, {name, {}, false}};
    expectRatio(meanLogRatio(weight, /*isRectified=*/false), 2);
  }
}

} // namespace
