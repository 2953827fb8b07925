//===- LossesTest.cpp - every elementwise loss ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "test/unit/formulas/Rows.h"

using namespace plexus;
using namespace plexus::test;

namespace {

/// A loss with its numbers bound.
template <class OpT, class... N> struct Row {
  std::tuple<N...> numbers;

  template <class S> S formula(S p, S t) const {
    return std::apply(
        [&](auto... n) { return OpT::template formula<S>(p, t, n...); },
        numbers);
  }
  template <class T> T value(T p, T t) const {
    return formula(Real<T>(p), Real<T>(t)).value();
  }
  template <class T> T slopeP(T p, T t) const {
    return std::apply(
               [&](auto... n) {
                 return OpT::template slopeP<Real<T>>(Real<T>(p), Real<T>(t),
                                                      n...);
               },
               numbers)
        .value();
  }
  template <class T> T slopeT(T p, T t) const {
    return std::apply(
               [&](auto... n) {
                 return OpT::template slopeT<Real<T>>(Real<T>(p), Real<T>(t),
                                                      n...);
               },
               numbers)
        .value();
  }
  double dualP(double p, double t) const {
    return formula::derivative(
               [&](auto v) { return formula(v, lift(v, Real<double>(t))); },
               Real<double>(p))
        .value();
  }
  double dualT(double p, double t) const {
    return formula::derivative(
               [&](auto v) { return formula(lift(v, Real<double>(p)), v); },
               Real<double>(t))
        .value();
  }
};

template <class F> int forEachLoss(F &&f) {
  int count = 0;
  nn::forEachOp([&]<class OpT>() {
    SCOPED_TRACE(OpT::getOperationName().str());
    std::vector<double> n = numbersOf<OpT>();
    if constexpr (LossRow<OpT>)
      f(Row<OpT>{});
    else if constexpr (LossRow<OpT, double>)
      f(Row<OpT, double>{{n.at(0)}});
    else if constexpr (LossRow<OpT, double, double>)
      f(Row<OpT, double, double>{{n.at(0), n.at(1)}});
    else
      return;
    ++count;
  });
  return count;
}

TEST(LossesTest, SlopesAreThoseOfDualNumbersAndDifferences) {
  int rows = forEachLoss([](const auto &row) {
    int compared = 0;
    for (double p = -5.0137; p < 5.0; p += 0.11)
      for (double t = -2.0071; t < 2.0; t += 0.13) {
        auto slopeP = [&](double v) { return row.slopeP(v, t); };
        auto slopeT = [&](double v) { return row.slopeT(p, v); };
        if (isKink(slopeP, p) || isKink(slopeT, t))
          continue;
        ++compared;
        double dp = slopeP(p), dt = slopeT(t);
        double scale = 1.0 + std::fabs(dp) + std::fabs(dt);
        ASSERT_NEAR(dp, row.dualP(p, t), 1e-13 * scale) << p << ", " << t;
        ASSERT_NEAR(dt, row.dualT(p, t), 1e-13 * scale) << p << ", " << t;
        auto ofP = [&](double v) { return row.value(v, t); };
        auto ofT = [&](double v) { return row.value(p, v); };
        ASSERT_NEAR(dp, centralDifference(ofP, p), 2e-8 * scale)
            << p << ", " << t;
        ASSERT_NEAR(dt, centralDifference(ofT, t), 2e-8 * scale)
            << p << ", " << t;
        auto p32 = static_cast<float>(p), t32 = static_cast<float>(t);
        ASSERT_NEAR(row.slopeP(p32, t32), row.slopeP(double(p32), double(t32)),
                    2e-6 * scale);
        ASSERT_NEAR(row.value(p32, t32), row.value(double(p32), double(t32)),
                    5e-6 * (1.0 + std::fabs(row.value(p, t))));
      }
    EXPECT_GE(compared, 2000);
  });
  EXPECT_GE(rows, 4);
}

TEST(LossesTest, FiniteAtExtremes) {
  forEachLoss([](const auto &row) {
    for (double p : {0.0, 1e-45, 1e4, -1e4, 1e15, -1e15})
      for (double t : {0.0, 1.0, -1.0, 1e4}) {
        SCOPED_TRACE(std::to_string(p) + ", " + std::to_string(t));
        auto p32 = static_cast<float>(p), t32 = static_cast<float>(t);
        EXPECT_TRUE(std::isfinite(row.value(p, t)));
        EXPECT_TRUE(std::isfinite(row.value(p32, t32)));
        EXPECT_TRUE(std::isfinite(row.slopeP(p, t)));
        EXPECT_TRUE(std::isfinite(row.slopeP(p32, t32)));
        EXPECT_TRUE(std::isfinite(row.slopeT(p32, t32)));
      }
  });
}

TEST(LossesTest, WhatIsNotANumberStaysSo) {
  forEachLoss([](const auto &row) {
    EXPECT_TRUE(std::isnan(row.value(double(NAN), 0.5)));
    EXPECT_TRUE(std::isnan(row.value(0.5, double(NAN))));
  });
}

TEST(LossesTest, ValuesByHand) {
  using R = Real<double>;
  R p(3.0), t(1.0);
  EXPECT_EQ(nn::MseOp::formula<R>(p, t).value(), 4.0);
  EXPECT_EQ(nn::MseOp::slopeP<R>(p, t).value(),
            4.0); // 2(p - t), 1/n is the op's
  EXPECT_EQ(nn::MaeOp::formula<R>(t, p).value(), 2.0);
  EXPECT_EQ(nn::MaeOp::slopeP<R>(p, p).value(), 0.0); // the slope of abs at 0
  EXPECT_EQ(nn::HuberOp::formula<R>(p, t, 1.0).value(), 1.5);
  EXPECT_EQ(nn::HuberOp::formula<R>(p, t, 4.0).value(), 2.0);
  EXPECT_EQ(nn::HuberOp::slopeP<R>(p, t, 1.0).value(), 1.0);
  // -log(1/2), whatever the target.
  EXPECT_NEAR(nn::BinaryCrossEntropyOp::formula<R>(R(0.0), t).value(),
              0.69314718055994531, 1e-16);
  EXPECT_EQ(nn::BinaryAccuracyOp::formula<R>(R(0.1), t).value(), 1.0);
  EXPECT_EQ(nn::BinaryAccuracyOp::formula<R>(R(-0.1), t).value(), 0.0);
  EXPECT_EQ(nn::BinaryAccuracyOp::formula<R>(R(0.0), R(0.0)).value(), 1.0);
}

} // namespace
