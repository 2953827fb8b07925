//===- SplitTest.cpp - Orders and splits are functions of a seed ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Split.h"
#include "Scratch.h"
#include "math/Fnv1a.h"
#include "runtime/core/plexus.h"
#include "runtime/data/Shuffle.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

using namespace plexus::host;
using Order = std::vector<uint32_t>;

TEST(Shuffle, StreamsAreTheHashesOfTheirNames) {
  EXPECT_EQ(shuffleStream, plexus::math::fnv1a32("shuffle"));
  EXPECT_EQ(splitStream, plexus::math::fnv1a32("split"));
}

TEST(Shuffle, OrdersArePermutations) {
  for (uint32_t rows : {0u, 1u, 2u, 3u, 1000u}) {
    Order order = epochOrder(rows, 42, 3), sorted(rows);
    std::iota(sorted.begin(), sorted.end(), 0u);
    EXPECT_EQ(order, epochOrder(rows, 42, 3));
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, sorted);
  }
  EXPECT_NE(epochOrder(100, 1, 0), epochOrder(100, 1, 1));
  EXPECT_NE(epochOrder(100, 1, 0), epochOrder(100, 2, 0));
}

// The written meaning, done by hand for three elements.
TEST(Shuffle, ExchangesFromTheTop) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Order order = {0, 1, 2};
    auto draw = [&](uint64_t i) {
      return uint64_t(plx_random_bits(seed, shuffleStream, i, 5)) * (i + 1) >>
             32;
    };
    std::swap(order[2], order[draw(2)]);
    std::swap(order[1], order[draw(1)]);
    EXPECT_EQ(epochOrder(3, seed, 5), order);
  }
}

TEST(Shuffle, EveryOrderIsAsLikely) {
  std::map<Order, int> seen;
  for (uint32_t epoch = 0; epoch < 24'000; ++epoch)
    ++seen[epochOrder(4, 9, epoch)];
  EXPECT_EQ(seen.size(), 24u);
  for (const auto &[order, count] : seen) // 1000 +- 5 standard deviations
    EXPECT_NEAR(count, 1000, 155);
}

static void expectComplete(const SplitRows &split, uint32_t rows) {
  Order all;
  for (const Order *part : {&split.train, &split.validation, &split.test}) {
    EXPECT_TRUE(std::is_sorted(part->begin(), part->end()));
    all.insert(all.end(), part->begin(), part->end());
  }
  std::sort(all.begin(), all.end());
  Order expected(rows);
  std::iota(expected.begin(), expected.end(), 0u);
  EXPECT_EQ(all, expected);
}

TEST(Split, SizesAreByLargestRemainder) {
  struct {
    uint32_t rows;
    SplitPart validation, test;
    size_t validates, tests;
  } cases[] = {
      {1797, {0.15}, {0.15}, 270, 269}, // 269.55, 269.55, 1257.9
      {100, {0.29}, {}, 29, 0},         // 0.29 * 100 is below 29 in double
      {10, {0.25}, {0.25}, 3, 2},       // 2.5, 2.5, 5
      {10, {0.24}, {}, 2, 0},           {10, {0, 3}, {0.5}, 3, 5},
      {60000, {0, 5000}, {}, 5000, 0},  {5, {}, {}, 0, 0},
  };
  for (const auto &c : cases) {
    SplitRows split = randomSplit(c.rows, c.validation, c.test, {}, 7);
    EXPECT_EQ(split.validation.size(), c.validates) << c.rows;
    EXPECT_EQ(split.test.size(), c.tests) << c.rows;
    expectComplete(split, c.rows);
  }
}

TEST(Split, IsAFunctionOfTheSeed) {
  SplitRows one = randomSplit(50, {0.2}, {0.2}, {}, 7);
  EXPECT_EQ(one.test, randomSplit(50, {0.2}, {0.2}, {}, 7).test);
  EXPECT_NE(one.test, randomSplit(50, {0.2}, {0.2}, {}, 8).test);
}

TEST(Split, StratifiedPartsKeepTheProportions) {
  // 10 of class -3, 30 of class 0, 61 of class 9.
  std::vector<int32_t> labels(101, 9);
  std::fill_n(labels.begin(), 10, -3);
  std::fill_n(labels.begin() + 10, 30, 0);
  SplitRows split = randomSplit(101, {0, 20}, {0, 20}, labels, 1);
  expectComplete(split, 101);
  for (const Order *part : {&split.validation, &split.test}) {
    std::map<int32_t, int> counts;
    for (uint32_t row : *part)
      ++counts[labels[row]];
    EXPECT_EQ(counts[-3], 2); // 1.98
    EXPECT_EQ(counts[0], 6);  // 5.94
    EXPECT_EQ(counts[9], 12); // 12.08
  }
}

// A class that the first part has used up gives nothing to the second.
TEST(Split, ManyTinyClassesStillFillTheParts) {
  for (uint32_t rows = 3; rows < 60; ++rows) {
    std::vector<int32_t> labels(rows);
    for (uint32_t i = 0; i < rows; ++i)
      labels[i] = static_cast<int32_t>(i * i % (rows / 2 + 1));
    uint64_t part = (rows - 1) / 2;
    SplitRows split = randomSplit(rows, {0, part}, {0, part}, labels, rows);
    EXPECT_EQ(split.validation.size(), part);
    EXPECT_EQ(split.test.size(), part);
    expectComplete(split, rows);
  }
}

TEST(Split, ImpossiblePartsAreRefused) {
  struct {
    uint32_t rows;
    SplitPart validation, test;
    std::string message;
  } cases[] = {
      {10, {0, 10}, {}, "data: the split leaves none of 10 rows to train on"},
      {10,
       {0, 5},
       {0, 5},
       "data: the split leaves none of 10 rows to train "
       "on"},
      {10,
       {0, UINT64_MAX},
       {0, 2},
       "data: the split leaves none of 10 rows to "
       "train on"},
      {10, {0.5}, {0.5}, "data: the split leaves none of 10 rows to train on"},
      {10, {1e30}, {}, "data: the split leaves none of 10 rows to train on"},
      {3,
       {0.1},
       {},
       "data: the split gives no row to `validation`: 3 rows are "
       "too few"},
      {3,
       {0.4},
       {0.1},
       "data: the split gives no row to `test`: 3 rows are "
       "too few"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(fails([&] { randomSplit(c.rows, c.validation, c.test, {}, 1); },
                      Status::BadData, c.message));
}
