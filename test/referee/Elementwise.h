//===- Elementwise.h - formulas on elements, as the manual writes them ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_ELEMENTWISE_H
#define PLEXUS_TEST_REFEREE_ELEMENTWISE_H

#include "test/referee/Tensor.h"

#include <span>
#include <string_view>

namespace plexus::referee {

/// A number of a formula, `slope` say, and what it is if it is not written.
struct FormulaNumber {
  const char *name;
  double fallback = 0;
};

/// A number that is written beside an op, or `fallback` where it is not.
using NumberOf = std::function<double(const char *name, double fallback)>;

/// One op of the dialect on one element of each operand.
template <class S> struct Formula {
  const char *op; ///< without `nn.`
  unsigned operands;
  S (*element)(const S *operands, const double *numbers);
  std::vector<FormulaNumber> numbers = {};
  /// The value of a row is the mean over its elements.
  bool rowMean = false;
};

/// The row of an op, or null.
template <class S> const Formula<S> *findFormula(std::string_view op);

/// The formula on every element; an operand without dimensions fits any shape.
template <class S>
Tensor<S> apply(const Formula<S> &formula,
                std::span<const Tensor<S> *const> operands,
                std::span<const double> numbers);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_ELEMENTWISE_H
