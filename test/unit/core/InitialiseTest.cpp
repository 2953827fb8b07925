//===- InitialiseTest.cpp - initial values of a parameter arena -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Were a distribution, a stream or an offset wrong, every training would start
// from other numbers than the specification says.
//
//===----------------------------------------------------------------------===//
#include "math/Fnv1a.h"
#include "runtime/core/plexus.h"
#include "test/unit/core/Statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

using namespace plexus::test;

namespace {

constexpr uint64_t draws = 1000000;

plx_parameter parameter(plx_distribution distribution, double a, double b,
                        uint64_t elements, uint32_t stream,
                        uint64_t offset = 0) {
  plx_parameter p = {};
  p.name = "p";
  p.distribution = distribution;
  p.a = a;
  p.b = b;
  p.elements = elements;
  p.stream = stream;
  p.offset = offset;
  return p;
}

/// The arena that plx_initialize fills, which starts out as rubbish.
template <typename T>
std::vector<T> initialize(const std::vector<plx_parameter> &parameters,
                          uint64_t bytes, uint64_t seed) {
  plx_model model = {};
  model.abi = PLX_ABI_VERSION;
  model.element_type = sizeof(T) == 8 ? PLX_F64 : PLX_F32;
  model.parameters = parameters.data();
  model.parameter_count = static_cast<uint32_t>(parameters.size());
  model.parameter_bytes = bytes;
  std::vector<T> arena(bytes / sizeof(T) + 1);
  std::memset(arena.data(), 0x5A, arena.size() * sizeof(T));
  T guard = arena.back();
  plx_initialize(&model, arena.data(), seed);
  EXPECT_EQ(arena.back(), guard) << "wrote past parameter_bytes";
  arena.pop_back();
  return arena;
}

std::vector<double> draw(plx_distribution distribution, double a, double b,
                         uint64_t seed, uint32_t stream = 7,
                         uint64_t elements = draws) {
  return initialize<double>({parameter(distribution, a, b, elements, stream)},
                            elements * 8, seed);
}

/// Four standard deviations of a mean of `draws` numbers of variance 1.
constexpr double meanBound = 4e-3;

} // namespace

TEST(RandomBits, IsWord0OfPhilox) {
  // Known answers of Philox4x32-10: counter and key zero, then digits of pi.
  EXPECT_EQ(plx_random_bits(0, 0, 0, 0), 0x6627e8d5u);
  EXPECT_EQ(plx_random_bits(0x299f31d0a4093822, 0x13198a2e, 0x85a308d3243f6a88,
                            0x03707344),
            0xd16cfe09u);
}

TEST(Initialise, UniformIsUniform) {
  for (uint64_t seed : {1, 2, 3}) {
    std::vector<double> x = draw(PLX_UNIFORM, -0.5, 1.5, seed);
    EXPECT_GT(*std::min_element(x.begin(), x.end()), -0.5);
    EXPECT_LT(*std::max_element(x.begin(), x.end()), 1.5);
    EXPECT_NEAR(mean(x), 0.5, meanBound * 2 / std::sqrt(12));
    // Var of the sample variance of U(0, w): w^4 / 180 / n.
    EXPECT_NEAR(variance(x), 4.0 / 12, 4 * 4 / std::sqrt(180.0 * draws));
    EXPECT_LT(kolmogorov(x, [](double v) { return uniformCdf(v, -0.5, 1.5); }),
              kolmogorovBound);
  }
}

TEST(Initialise, NormalIsNormal) {
  for (uint64_t seed : {1, 2, 3}) {
    std::vector<double> x = draw(PLX_NORMAL, 3, 0.25, seed);
    EXPECT_LT(*std::max_element(x.begin(), x.end()), 3 + 0.25 * 6.8);
    EXPECT_GT(*std::max_element(x.begin(), x.end()), 3 + 0.25 * 4);
    EXPECT_NEAR(mean(x), 3, meanBound * 0.25);
    // Var of the sample variance: 2 sigma^4 / n.
    EXPECT_NEAR(variance(x), 0.0625, 4 * 0.0625 * std::sqrt(2.0 / draws));
    EXPECT_LT(kolmogorov(x, [](double v) { return normalCdf(v, 3, 0.25); }),
              kolmogorovBound);
  }
}

TEST(Initialise, IsAFunctionOfSeedStreamAndIndex) {
  std::vector<double> x = draw(PLX_NORMAL, 0, 1, 42);
  EXPECT_EQ(x, draw(PLX_NORMAL, 0, 1, 42));
  // A longer parameter begins with the same numbers.
  std::vector<double> prefix = draw(PLX_NORMAL, 0, 1, 42, 7, 1000);
  EXPECT_TRUE(std::equal(prefix.begin(), prefix.end(), x.begin()));
  uint64_t highBit = uint64_t(1) << 32;
  for (const std::vector<double> &other :
       {draw(PLX_NORMAL, 0, 1, 43), draw(PLX_NORMAL, 0, 1, 42 + highBit),
        draw(PLX_NORMAL, 0, 1, 42, 8)})
    EXPECT_LT(std::fabs(correlation(x, other)), meanBound);
  std::vector<double> next(x.begin() + 1, x.end());
  EXPECT_LT(std::fabs(correlation({x.begin(), x.end() - 1}, next)), meanBound);
}

// The streams of a network's parameters: also their sizes are independent,
// which two normal numbers of one radius would not be.
TEST(Initialise, ParametersAreIndependent) {
  constexpr uint64_t elements = 100000;
  std::vector<std::vector<double>> values, squares;
  for (std::string layer : {"dense0", "dense1", "encoder.dense0"})
    for (std::string name : {"weight", "bias"}) {
      uint32_t stream = plexus::math::fnv1a32("init:" + layer + "." + name);
      values.push_back(draw(PLX_NORMAL, 0, 1, 42, stream, elements));
      squares.push_back(values.back());
      for (double &v : squares.back())
        v *= v;
    }
  double bound = 4 / std::sqrt(double(elements));
  for (size_t i = 0; i < values.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      EXPECT_LT(std::fabs(correlation(values[i], values[j])), bound);
      EXPECT_LT(std::fabs(correlation(squares[i], squares[j])), bound);
    }
}

TEST(Initialise, Binary32IsRoundedBinary64) {
  for (plx_distribution d : {PLX_UNIFORM, PLX_NORMAL, PLX_CONSTANT}) {
    std::vector<plx_parameter> p = {parameter(d, -0.3, 0.7, 10000, 5)};
    std::vector<double> wide = initialize<double>(p, 80000, 9);
    std::vector<float> narrow = initialize<float>(p, 40000, 9);
    for (size_t i = 0; i < wide.size(); ++i)
      ASSERT_EQ(narrow[i], static_cast<float>(wide[i])) << i;
  }
}

TEST(Initialise, FillsEachParameterAtItsOffsetAndGapsWithZeros) {
  // Bytes:     0..24 uniform, gap to 64, 64..80 constant, gap to 128,
  //            128..144 loaded, 144..152 constant.
  std::vector<double> arena =
      initialize<double>({parameter(PLX_CONSTANT, 2.5, 0, 2, 1, 64),
                          parameter(PLX_UNIFORM, 1, 2, 3, 2, 0),
                          parameter(PLX_LOADED, 9, 9, 2, 3, 128),
                          parameter(PLX_CONSTANT, -1, 0, 1, 4, 144)},
                         192, 1);
  for (size_t i = 0; i < arena.size(); ++i) {
    if (i < 3) {
      EXPECT_TRUE(arena[i] > 1 && arena[i] < 2) << i;
      // The written formula, from the bits that the interface gives.
      double u = (double(plx_random_bits(1, 2, i, 0)) + 0.5) * 0x1p-32;
      EXPECT_EQ(arena[i], std::fma(1.0, u, 1.0)) << i;
      continue;
    }
    double want = i == 8 || i == 9 ? 2.5 : i == 18 ? -1 : 0;
    EXPECT_EQ(arena[i], want) << i;
  }
}
