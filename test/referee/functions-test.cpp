//===- functions-test.cpp - the functions of two authors, bit by bit ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What the referee evaluates by docs/functions.md against what the compiler
// emits (math/). The only file of the referee that knows both. Every 1009th
// number of binary32; PLEXUS_STRIDE=1 in the environment takes all of them.
//
//===----------------------------------------------------------------------===//
#include "math/Erf.h"
#include "math/Exp.h"
#include "math/Log.h"
#include "math/Philox.h"
#include "math/Tanh.h"
#include "math/Trig.h"
#include "test/referee/StrictFloat.h"

#include <bit>
#include <cstdlib>
#include <gtest/gtest.h>

using namespace plexus;
using referee::StrictFloat;
using Real = math::Real<float>;

static uint64_t stride() {
  const char *text = std::getenv("PLEXUS_STRIDE");
  return text ? std::max(1ull, std::strtoull(text, nullptr, 10)) : 1009;
}

static bool same(float a, float b) {
  return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

template <class Referee, class Compiler>
static void compare(Referee referee, Compiler compiler) {
  for (uint64_t bits = 0; bits <= UINT32_MAX; bits += stride()) {
    float x = std::bit_cast<float>(uint32_t(bits));
    StrictFloat strict;
    strict.value = x;
    float found = compiler(Real(x)).value(), expected = referee(strict).value;
    ASSERT_TRUE(same(found, expected))
        << "at " << x << ": " << found << ", not " << expected;
  }
}

#define FUNCTION(NAME)                                                         \
  TEST(StrictFunctions, NAME) {                                                \
    compare([](StrictFloat x) { return referee::NAME(x); },                    \
            [](Real x) { return math::NAME(x); });                             \
  }
FUNCTION(exp)
FUNCTION(expm1)
FUNCTION(log)
FUNCTION(erf)
FUNCTION(tanh)
FUNCTION(sigmoid)
FUNCTION(softplus)
#undef FUNCTION

TEST(StrictFunctions, normal) {
  for (uint64_t i = 0; i <= UINT32_MAX; i += 64 * stride()) {
    auto first = uint32_t(i), second = uint32_t(i * 0x9E3779B9);
    StrictFloat strict;
    referee::setNormal(strict, first, second);
    float found =
        math::normalFromBits(Real(float(first)), Real(float(second))).value();
    ASSERT_TRUE(same(found, strict.value)) << first << " " << second;
  }
}
