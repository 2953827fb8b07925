//===- Split.cpp - Which rows train, which validate, which test -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Split.h"
#include "runtime/data/Shuffle.h"
#include "runtime/files/Errors.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <string>

using namespace plexus::host;

[[noreturn]] static void fail(const std::string &reason) {
  throw Error(Status::BadData, "data", reason);
}

/// How many of `rows` rows validate and how many test.
static std::array<uint64_t, 2> partSizes(uint64_t rows, SplitPart validation,
                                         SplitPart test) {
  const SplitPart parts[] = {validation, test};
  std::array<double, 3> remainders = {};
  std::array<uint64_t, 3> sizes = {};
  double fractions = 0;
  for (size_t i = 0; i < 2; ++i) {
    fractions += parts[i].fraction;
    if (!(parts[i].fraction > 0)) {
      sizes[i] = parts[i].rows;
      continue;
    }
    double exact = std::min(1.0, parts[i].fraction) * double(rows);
    sizes[i] = static_cast<uint64_t>(std::floor(exact));
    remainders[i] = exact - std::floor(exact);
  }
  if (!(fractions < 1) || sizes[0] >= rows || sizes[1] >= rows - sizes[0])
    fail("the split leaves none of " + counted(rows, "row") + " to train on");
  // Rows that the floors left over: at most two, one for each fraction.
  double train = double(rows) - double(sizes[0]) - remainders[0] -
                 double(sizes[1]) - remainders[1];
  sizes[2] = static_cast<uint64_t>(std::max(0.0, std::floor(train)));
  remainders[2] = train - std::floor(train);
  for (uint64_t left = rows - sizes[0] - sizes[1] - sizes[2]; left > 0;
       --left) {
    size_t largest = static_cast<size_t>(
        std::max_element(remainders.begin(), remainders.end()) -
        remainders.begin());
    ++sizes[largest];
    remainders[largest] = -1;
  }
  if (sizes[2] == 0)
    fail("the split leaves none of " + counted(rows, "row") + " to train on");
  static const char *const names[] = {"validation", "test"};
  for (size_t i = 0; i < 2; ++i)
    if (parts[i].wanted() && sizes[i] == 0)
      fail(std::string("the split gives no row to `") + names[i] + "`: " +
           counted(rows, "row") + (rows == 1 ? " is too few" : " are too few"));
  return {sizes[0], sizes[1]};
}

/// Shares `size` among the classes in proportion to `counts`, none above
/// `available`, by largest remainder.
static std::vector<uint64_t> quotas(uint64_t size, uint64_t rows,
                                    const std::vector<uint64_t> &counts,
                                    const std::vector<uint64_t> &available) {
  std::vector<uint64_t> quota(counts.size());
  std::vector<size_t> order(counts.size());
  std::iota(order.begin(), order.end(), size_t(0));
  uint64_t left = size;
  for (size_t c = 0; c < counts.size(); ++c) {
    quota[c] = size * counts[c] / rows; // both below 2^32
    left -= quota[c];
  }
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    uint64_t ra = size * counts[a] % rows, rb = size * counts[b] % rows;
    return ra != rb ? ra > rb : a < b;
  });
  // A second turn is needed only if the first part has used up a class.
  while (left > 0)
    for (size_t c : order)
      if (left > 0 && quota[c] < available[c]) {
        ++quota[c];
        --left;
      }
  return quota;
}

/// Labels as the numbers 0, 1, ... of the classes that occur, ascending.
static std::vector<uint32_t>
classNumbers(uint32_t rows, std::span<const int32_t> labels, size_t &count) {
  std::vector<int32_t> distinct(labels.begin(), labels.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  count = std::max<size_t>(1, distinct.size());
  std::vector<uint32_t> numbers(rows);
  for (size_t i = 0; i < labels.size(); ++i)
    numbers[i] = static_cast<uint32_t>(
        std::lower_bound(distinct.begin(), distinct.end(), labels[i]) -
        distinct.begin());
  return numbers;
}

SplitRows plexus::host::randomSplit(uint32_t rows, SplitPart validation,
                                    SplitPart test,
                                    std::span<const int32_t> labels,
                                    uint64_t seed) {
  assert(labels.empty() || labels.size() == rows);
  auto [validationSize, testSize] = partSizes(rows, validation, test);
  size_t classes = 0;
  std::vector<uint32_t> classOf = classNumbers(rows, labels, classes);
  std::vector<uint64_t> counts(classes);
  for (uint32_t c : classOf)
    ++counts[c];
  auto toValidate = quotas(validationSize, rows, counts, counts);
  std::vector<uint64_t> others(classes);
  for (size_t c = 0; c < classes; ++c)
    others[c] = counts[c] - toValidate[c];
  auto toTest = quotas(testSize, rows, counts, others);

  SplitRows split;
  for (uint32_t row : permutation(rows, seed, splitStream, 0)) {
    uint32_t c = classOf[row];
    if (toValidate[c] > 0) {
      --toValidate[c];
      split.validation.push_back(row);
    } else if (toTest[c] > 0) {
      --toTest[c];
      split.test.push_back(row);
    } else {
      split.train.push_back(row);
    }
  }
  for (auto *part : {&split.train, &split.validation, &split.test})
    std::sort(part->begin(), part->end());
  return split;
}
