//===- SpecialValuesTest.cpp - zeros, infinities, NaN and thresholds ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Were a case missing, a network would turn an overflow into a plausible
// number, or a NaN into one.
//
//===----------------------------------------------------------------------===//
#include "test/unit/math/Functions.h"

#include <gtest/gtest.h>

using namespace plexus;
using namespace plexus::test;

template <typename T> class SpecialValues : public testing::Test {};
using Formats = testing::Types<float, double>;
TYPED_TEST_SUITE(SpecialValues, Formats);

/// The bits, so that signs of zeros count.
static uint32_t bitsOf(float x) { return std::bit_cast<uint32_t>(x); }
static uint64_t bitsOf(double x) { return std::bit_cast<uint64_t>(x); }

#define EXPECT_VALUE(FUNCTION, X, WANT)                                        \
  EXPECT_EQ(bitsOf(math::FUNCTION(math::Real<T>(X)).value()), bitsOf(T(WANT))) \
      << #FUNCTION << "(" << (X) << ")"

TYPED_TEST(SpecialValues, Zeros) {
  using T = TypeParam;
  T zero = 0;
  EXPECT_VALUE(exp, zero, 1);
  EXPECT_VALUE(exp, -zero, 1);
  EXPECT_VALUE(log, zero, -INFINITY);
  EXPECT_VALUE(log, -zero, -INFINITY);
  EXPECT_VALUE(log, T(1), 0);
  EXPECT_VALUE(cospi, zero, 1);
  EXPECT_VALUE(cospi, -zero, 1);
  EXPECT_VALUE(sigmoid, zero, 0.5);
  EXPECT_VALUE(sigmoid, -zero, 0.5);
  EXPECT_VALUE(softplus, zero, 0.69314718055994531);
  for (T x : {zero, -zero}) {
    EXPECT_VALUE(expm1, x, x);
    EXPECT_VALUE(log1p, x, x);
    EXPECT_VALUE(tanh, x, x);
    EXPECT_VALUE(erf, x, x);
  }
}

TYPED_TEST(SpecialValues, Infinities) {
  using T = TypeParam;
  T infinity = INFINITY;
  EXPECT_VALUE(exp, infinity, infinity);
  EXPECT_VALUE(exp, -infinity, 0);
  EXPECT_VALUE(expm1, infinity, infinity);
  EXPECT_VALUE(expm1, -infinity, -1);
  EXPECT_VALUE(log, infinity, infinity);
  EXPECT_VALUE(log1p, infinity, infinity);
  EXPECT_VALUE(log1p, T(-1), -infinity);
  EXPECT_VALUE(tanh, infinity, 1);
  EXPECT_VALUE(tanh, -infinity, -1);
  EXPECT_VALUE(erf, infinity, 1);
  EXPECT_VALUE(erf, -infinity, -1);
  EXPECT_VALUE(sigmoid, infinity, 1);
  EXPECT_VALUE(sigmoid, -infinity, 0);
  EXPECT_VALUE(softplus, infinity, infinity);
  EXPECT_VALUE(softplus, -infinity, 0);
}

TYPED_TEST(SpecialValues, NaNPropagates) {
  using T = TypeParam;
  using Wide = std::conditional_t<sizeof(T) == 4, double, long double>;
  for (const auto &f : functions<T, Wide>()) {
    EXPECT_TRUE(std::isnan(f.ours(std::numeric_limits<T>::quiet_NaN())))
        << f.name;
    EXPECT_TRUE(std::isnan(f.ours(-std::numeric_limits<T>::quiet_NaN())))
        << f.name;
  }
}

TYPED_TEST(SpecialValues, OutsideTheDomainIsNaN) {
  using T = TypeParam;
  using Number = math::Real<T>;
  for (T x : {-std::numeric_limits<T>::denorm_min(), T(-1), T(-INFINITY)})
    EXPECT_TRUE(std::isnan(math::log(Number(x)).value())) << x;
  for (T x : {std::nextafter(T(-1), T(-2)), T(-3), T(-INFINITY)})
    EXPECT_TRUE(std::isnan(math::log1p(Number(x)).value())) << x;
  for (T x : {T(INFINITY), T(-INFINITY)})
    EXPECT_TRUE(std::isnan(math::cospi(Number(x)).value())) << x;
}

TYPED_TEST(SpecialValues, HalfTurnsAreExact) {
  using T = TypeParam;
  for (int i = -9; i <= 9; ++i) {
    T want[] = {1, 0, -1, 0};
    EXPECT_VALUE(cospi, T(i) / 2, want[i & 3]);
  }
  T even = sizeof(T) == 4 ? T(0x1p24) : T(0x1p53); // and all above
  EXPECT_VALUE(cospi, even, 1);
  EXPECT_VALUE(cospi, even - 1, -1);
  EXPECT_VALUE(cospi, std::numeric_limits<T>::max(), 1);
}

// The largest argument with a finite result, the next one, and the smallest
// with a result that is not 0: log of the largest number and of half the least.
TYPED_TEST(SpecialValues, ExpThresholds) {
  using T = TypeParam;
  bool single = sizeof(T) == 4;
  T top = single ? T(0x1.62e42ep+6) : T(0x1.62e42fefa39efp+9);
  T bottom = single ? T(-0x1.9fe368p+6) : T(-0x1.74910d52d3051p+9);
  using Number = math::Real<T>;
  T above = std::nextafter(top, T(INFINITY));
  T below = std::nextafter(bottom, T(-INFINITY));
  EXPECT_TRUE(std::isfinite(math::exp(Number(top)).value()));
  EXPECT_TRUE(std::isfinite(math::expm1(Number(top)).value()));
  EXPECT_VALUE(exp, above, INFINITY);
  EXPECT_VALUE(expm1, above, INFINITY);
  EXPECT_VALUE(exp, bottom, std::numeric_limits<T>::denorm_min());
  EXPECT_VALUE(exp, below, 0);
  EXPECT_VALUE(exp, std::numeric_limits<T>::max(), INFINITY);
  EXPECT_VALUE(exp, std::numeric_limits<T>::lowest(), 0);
  EXPECT_VALUE(sigmoid, bottom, std::numeric_limits<T>::denorm_min());
  EXPECT_VALUE(softplus, bottom, std::numeric_limits<T>::denorm_min());
}

TYPED_TEST(SpecialValues, SubnormalArguments) {
  using T = TypeParam;
  using Limits = std::numeric_limits<T>;
  for (T x : {Limits::denorm_min(), 3 * Limits::denorm_min(),
              Limits::min() - Limits::denorm_min()}) {
    EXPECT_VALUE(exp, x, 1);
    EXPECT_VALUE(expm1, x, x);
    EXPECT_VALUE(log1p, x, x);
    EXPECT_VALUE(tanh, x, x);
    EXPECT_VALUE(tanh, -x, -x);
    EXPECT_VALUE(log, x, std::log(static_cast<long double>(x)));
  }
}
