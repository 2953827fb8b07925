//===- Rows.h - the rows of the tables of formulas ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What ops are rows of formulas: one that is added to a table is swept by being
// there.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_FORMULAS_ROWS_H
#define PLEXUS_TEST_UNIT_FORMULAS_ROWS_H

#include "dialects/nn/AllOps.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace plexus::test {

using math::Real;

/// A row y = f(x) with as many numbers as N.
template <class OpT, class... N>
concept UnaryRow = requires(Real<double> x, N... numbers) {
  OpT::template formula<Real<double>>(x, numbers...);
  OpT::template slope<Real<double>>(x, x, numbers...);
};
/// A loss: a row f(p, t) with a slope in each.
template <class OpT, class... N>
concept LossRow = requires(Real<double> x, N... numbers) {
  OpT::template formula<Real<double>>(x, x, numbers...);
  OpT::template slopeP<Real<double>>(x, x, numbers...);
  OpT::template slopeT<Real<double>>(x, x, numbers...);
};

/// The numbers of a row: their defaults, and where there is none -1.5, 2.
template <class OpT> std::vector<double> numbersOf() {
  std::vector<double> numbers;
  if constexpr (requires { OpT::word(); })
    for (const nn::Setting &setting : OpT::word().settings)
      if (double value; setting.kind == nn::SettingKind::Number) {
        if (setting.defaultText.getAsDouble(value))
          value = numbers.empty() ? -1.5 : 2.0;
        numbers.push_back(value);
      }
  return numbers;
}

template <class OpT> bool isActivation() {
  if constexpr (requires { OpT::word(); })
    return OpT::word().kind == nn::WordKind::Activation;
  return false;
}

/// df/dx by central differences of fourth order, h small beside x.
template <class F> double centralDifference(F &&f, double x) {
  double h = 1e-3 * std::max(std::min(std::fabs(x), 1.0), 0.01);
  return (8.0 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) /
         (12.0 * h);
}

/// Whether df jumps near x: there is no slope to compare with.
template <class F> bool isKink(F &&df, double x) {
  double h = 4e-3 * std::max(std::min(std::fabs(x), 1.0), 0.01);
  double left = df(x - h), right = df(x + h);
  return !(std::fabs(left - right) <=
           0.02 * (0.5 + std::fabs(left) + std::fabs(right)));
}

} // namespace plexus::test

#endif
