//===- ElementwiseTest.cpp - every row of one variable --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "test/unit/formulas/Rows.h"

using namespace plexus;
using namespace plexus::test;

namespace {

/// A row with its numbers bound, read in several ways.
template <class OpT, class... N> struct Row {
  std::tuple<N...> numbers;

  template <class S> S formula(S x) const {
    return std::apply(
        [&](auto... n) { return OpT::template formula<S>(x, n...); }, numbers);
  }
  template <class T> T value(T x) const { return formula(Real<T>(x)).value(); }
  /// The slope that the backward rule uses.
  template <class T> T slope(T x) const {
    Real<T> y = formula(Real<T>(x));
    return std::apply(
               [&](auto... n) {
                 return OpT::template slope<Real<T>>(Real<T>(x), y, n...);
               },
               numbers)
        .value();
  }
  double dualSlope(double x) const {
    return formula::derivative([&](auto v) { return formula(v); },
                               Real<double>(x))
        .value();
  }
};

constexpr double extremes[] = {0.0,    -0.0,  1e-45, -1e-45, 1e-30,
                               -1e-30, 40.0,  -40.0, 1e4,    -1e4,
                               1e30,   -1e30, 3e38,  -3e38};

/// Nothing overflows on the way to a value that does not.
template <class RowT> void finiteAtExtremes(const RowT &row) {
  for (double x : extremes) {
    SCOPED_TRACE("x = " + std::to_string(x));
    EXPECT_TRUE(std::isfinite(row.value(x)));
    EXPECT_TRUE(std::isfinite(row.slope(x)));
    EXPECT_TRUE(std::isfinite(row.value(static_cast<float>(x))));
    EXPECT_TRUE(std::isfinite(row.slope(static_cast<float>(x))));
  }
  EXPECT_FALSE(std::isnan(row.value(double(INFINITY))));
  EXPECT_FALSE(std::isnan(row.value(-double(INFINITY))));
}

/// The slope is that of dual numbers and of central differences, and f32 is
/// f64 but for rounding.
template <class RowT> void slopesAgree(const RowT &row) {
  auto value = [&](double x) { return row.value(x); };
  auto slope = [&](double x) { return row.slope(x); };
  int compared = 0, kinks = 0;
  for (int i = 0; i <= 2000; ++i) {
    double x = -10.0 + 0.01 * i + 0.0037;
    if (!std::isfinite(row.value(x - 0.04)) || !std::isfinite(row.value(x)))
      continue; // outside of the domain, as of log
    if (isKink(slope, x)) {
      ++kinks;
      continue;
    }
    ++compared;
    double s = row.slope(x), scale = 1.0 + std::fabs(s);
    ASSERT_NEAR(s, row.dualSlope(x), 1e-13 * scale) << "x = " << x;
    ASSERT_NEAR(s, centralDifference(value, x), 2e-8 * scale) << "x = " << x;
    auto narrow = static_cast<float>(x);
    ASSERT_NEAR(row.slope(narrow), row.slope(double(narrow)), 2e-6 * scale);
    ASSERT_NEAR(row.value(narrow), row.value(double(narrow)),
                2e-6 * (1.0 + std::fabs(row.value(x))));
  }
  EXPECT_GE(compared, 900);
  EXPECT_LE(kinks, 20);
}

template <class RowT> void notANumberStaysSo(const RowT &row) {
  EXPECT_TRUE(std::isnan(row.value(double(NAN))));
  EXPECT_TRUE(std::isnan(row.value(float(NAN))));
}

/// Calls f on every row of one variable.
template <class F> int forEachUnaryRow(F &&f) {
  int count = 0;
  nn::forEachOp([&]<class OpT>() {
    SCOPED_TRACE(OpT::getOperationName().str());
    std::vector<double> n = numbersOf<OpT>();
    if constexpr (UnaryRow<OpT>)
      f.template operator()<OpT>(Row<OpT>{});
    else if constexpr (UnaryRow<OpT, double>)
      f.template operator()<OpT>(Row<OpT, double>{{n.at(0)}});
    else if constexpr (UnaryRow<OpT, double, double>)
      f.template operator()<OpT>(Row<OpT, double, double>{{n.at(0), n.at(1)}});
    else
      return;
    ++count;
  });
  return count;
}

TEST(ElementwiseTest, ActivationsAreFiniteAtExtremes) {
  int activations = 0;
  forEachUnaryRow([&]<class OpT>(const auto &row) {
    if (!isActivation<OpT>())
      return;
    ++activations;
    finiteAtExtremes(row);
  });
  EXPECT_GE(activations, 11);
}

TEST(ElementwiseTest, SlopesAreThoseOfDualNumbersAndDifferences) {
  int rows =
      forEachUnaryRow([&]<class OpT>(const auto &row) { slopesAgree(row); });
  EXPECT_GE(rows, 19);
}

TEST(ElementwiseTest, WhatIsNotANumberStaysSo) {
  forEachUnaryRow([&]<class OpT>(const auto &row) { notANumberStaysSo(row); });
}

// The conventions at kinks.
TEST(ElementwiseTest, SlopesAtKinks) {
  using R = Real<double>;
  R zero(0.0), one(1.0), two(2.0);
  EXPECT_EQ(nn::ReluOp::slope<R>(zero, zero).value(), 0.0);
  EXPECT_EQ(nn::LeakyReluOp::slope<R>(zero, zero, 0.25).value(), 0.25);
  EXPECT_EQ(nn::AbsOp::slope<R>(zero, zero).value(), 0.0);
  EXPECT_EQ(nn::AbsOp::slope<R>(R(-0.0), zero).value(), 0.0);
  EXPECT_EQ(formula::derivative([](auto v) { return abs(v); }, zero).value(),
            0.0);
  // 1 on the closed interval.
  EXPECT_EQ(nn::ClampOp::slope<R>(one, one, 1.0, 2.0).value(), 1.0);
  EXPECT_EQ(nn::ClampOp::slope<R>(two, two, 1.0, 2.0).value(), 1.0);
  EXPECT_EQ(nn::ClampOp::slope<R>(R(2.5), two, 1.0, 2.0).value(), 0.0);
}

TEST(ElementwiseTest, EqualOperandsOfMaxAndMin) {
  using R = Real<double>;
  EXPECT_EQ(nn::MaxOp::formula<R>(R(1.0), R(2.0)).value(), 2.0);
  EXPECT_EQ(nn::MinOp::formula<R>(R(1.0), R(2.0)).value(), 1.0);
  // The first of equal ones, which its sign shows.
  EXPECT_FALSE(std::signbit(nn::MaxOp::formula<R>(R(0.0), R(-0.0)).value()));
  EXPECT_TRUE(std::signbit(nn::MinOp::formula<R>(R(-0.0), R(0.0)).value()));
}

} // namespace
