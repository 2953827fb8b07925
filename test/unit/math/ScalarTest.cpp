//===- ScalarTest.cpp - the vocabulary of formulas, on numbers ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "math/Scalar.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace plexus;

template <typename T> class Scalar : public testing::Test {};
using Formats = testing::Types<float, double>;
TYPED_TEST_SUITE(Scalar, Formats);

// In plain C++ float * double is a double: formulas in binary32 would compute
// in binary64 without a sign of it.
TEST(ScalarLiterals, AreRoundedToTheFormat) {
  math::Real<float> x(3.0f);
  EXPECT_EQ((x * 0.1).value(), 3.0f * 0.1f);
  EXPECT_EQ((0.1 - x).value(), 0.1f - 3.0f);
  EXPECT_EQ(fma(x, 0.1, 0.2).value(), std::fma(3.0f, 0.1f, 0.2f));
  EXPECT_EQ(select(x > 2.0, 0.1, x).value(), 0.1f);
  EXPECT_EQ(select(x < 2.0, 0.1, x).value(), 3.0f);
  EXPECT_FALSE(x.literal(0.1) != 0.1);
  EXPECT_EQ(copySign(2.0, -x).value(), -2.0f);
}

TYPED_TEST(Scalar, ComparisonsWithNaNAreFalseButUnequal) {
  using Number = math::Real<TypeParam>;
  Number nan(std::numeric_limits<TypeParam>::quiet_NaN());
  EXPECT_FALSE(nan < 1.0 || nan <= 1.0 || nan > 1.0 || nan >= 1.0);
  EXPECT_FALSE(1.0 < nan || 1.0 <= nan || 1.0 > nan || 1.0 >= nan);
  EXPECT_FALSE(nan == nan);
  EXPECT_TRUE(nan != nan);
}

/// Whether roundEven is that of the C library, the signs of zeros too.
template <typename T> static bool isRoundedEven(T x) {
  T got = roundEven(math::Real<T>(x)).value(), want = std::nearbyint(x);
  return got == want && std::signbit(got) == std::signbit(want);
}

/// Compares at each half of an integer and at the numbers beside it. Between
/// them both sides are one number, so they agree on all.
template <typename T> static void expectRoundedEven(T from, T to) {
  for (T half = from; half < to; half += T(0.5))
    for (T x : {std::nextafter(half, T(-1)), half,
                std::nextafter(half, std::numeric_limits<T>::max())}) {
      ASSERT_TRUE(isRoundedEven(x)) << x;
      ASSERT_TRUE(isRoundedEven(-x)) << -x;
    }
}

TEST(ScalarRoundEven, IsThatOfEveryNumberOfBinary32) {
  expectRoundedEven(0.0f, 0x1p+23f);
}

TEST(ScalarRoundEven, IsThatOfBinary64) {
  for (double at : {0.0, 0x1p+31, 0x1p+51 - 512, 0x1p+52 - 1024})
    expectRoundedEven(at, at + 1024);
}

TYPED_TEST(Scalar, RoundEvenKeepsIntegersInfinityAndNaN) {
  using Number = math::Real<TypeParam>;
  using Limits = std::numeric_limits<TypeParam>;
  for (TypeParam x = std::ldexp(TypeParam(1), Limits::digits - 1);
       x < Limits::max() / 2; x *= TypeParam(1.75))
    EXPECT_TRUE(isRoundedEven(x) && isRoundedEven(-x)) << x;
  EXPECT_EQ(roundEven(-Number(Limits::infinity())).value(),
            -Limits::infinity());
  EXPECT_TRUE(std::isnan(roundEven(Number(Limits::quiet_NaN())).value()));
}

// Some C libraries round the product to binary64 first, and give 3fb5263c.
TEST(ScalarFma, RoundsOnce) {
  auto number = [](uint32_t bits) {
    return math::Real<float>(std::bit_cast<float>(bits));
  };
  float sum =
      fma(number(0x33800020), number(0x3f7fffc0), number(0x3fb5263b)).value();
  EXPECT_EQ(std::bit_cast<uint32_t>(sum), 0x3fb5263bu);
}

TYPED_TEST(Scalar, ScaleByPowerOfTwoOverItsWholeRange) {
  using Number = math::Real<TypeParam>;
  using Limits = std::numeric_limits<TypeParam>;
  for (int n = Limits::min_exponent - 1; n < Limits::max_exponent; ++n)
    EXPECT_EQ(scaleByPowerOfTwo(Number(1.25), Number(TypeParam(n))).value(),
              std::ldexp(TypeParam(1.25), n));
  Number nan(Limits::quiet_NaN());
  EXPECT_TRUE(std::isnan(scaleByPowerOfTwo(nan, nan).value()));
}

TYPED_TEST(Scalar, ExponentAndMantissaSplitEveryNormalNumber) {
  using T = TypeParam;
  using Number = math::Real<T>;
  using Limits = std::numeric_limits<T>;
  for (int n = Limits::min_exponent - 1; n < Limits::max_exponent; ++n)
    for (T m : {T(1), T(1.5), std::nextafter(T(2), T(1))}) {
      Number x(std::ldexp(m, n));
      EXPECT_EQ(exponentOf(x).value(), n);
      EXPECT_EQ(mantissaOf(x).value(), m);
    }
}

TYPED_TEST(Scalar, PolynomialIsHornersRuleWithFma) {
  using T = TypeParam;
  T x = T(1.7), a = T(0.3), b = T(-1.1), c = T(0.7);
  EXPECT_EQ(math::polynomial(math::Real<T>(x), {0.3, -1.1, 0.7}).value(),
            std::fma(std::fma(x, c, b), x, a));
}
