//===- functions-test.cpp - the functions of referee and compiler --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What the referee evaluates by docs/functions.md against what the compiler
// emits (math/). The only file of the referee that knows both. The borders of
// cases and every 2003rd number of binary32; PLEXUS_STRIDE=1 in the environment
// takes all of them.
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
#include <limits>

using namespace plexus;
using referee::StrictFloat;
using Real = math::Real<float>;

static uint64_t stride() {
  const char *text = std::getenv("PLEXUS_STRIDE");
  return text ? std::max(1ull, std::strtoull(text, nullptr, 10)) : 2003;
}

static bool same(float a, float b) {
  return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

template <class Referee, class Compiler>
static void compare(Referee referee, Compiler compiler) {
  auto at = [&](float x) {
    StrictFloat strict;
    strict.value = x;
    float found = compiler(Real(x)).value(), expected = referee(strict).value;
    EXPECT_TRUE(same(found, expected))
        << "at " << x << ": " << found << ", not " << expected;
  };
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for (float size : {0.0f, 1.0f, 0.5f, 0x1p-149f, 0x1p-126f, 0x1p-26f, 0.9f,
                     4.0f, 20.0f, 88.72284f, 89.0f, 105.0f, 1e30f, infinity})
    for (float x : {size, -size, std::nextafter(size, 0.0f),
                    std::nextafter(size, infinity)})
      at(x);
  for (uint64_t bits = 0; bits <= UINT32_MAX && !testing::Test::HasFailure();
       bits += stride())
    at(std::bit_cast<float>(uint32_t(bits)));
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
