//===- Updates.h - how training changes a parameter -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_UPDATES_H
#define PLEXUS_TEST_REFEREE_UPDATES_H

#include "test/referee/Elementwise.h"
#include "test/referee/Smooth.h"

#include <optional>
#include <span>
#include <string_view>

namespace plexus::referee {

/// The rates of one step.
template <class S> struct Rates {
  S learningRate;
  S correction1{1.0}, correction2{1.0}; ///< 1 - beta^step of the two betas
};

/// The names of an optimizer's states, as `m` and `v` of `adam`; none for what
/// is no optimizer.
std::optional<std::span<const char *const>> statesOf(std::string_view op);

/// w and the states after a step; a flag among the numbers is 0 or 1. Returns
/// whether `op` is an optimizer with that many states.
template <class S>
bool update(std::string_view op, const NumberOf &number, const Rates<S> &rates,
            Tensor<S> &w, const Tensor<S> &g,
            std::span<Tensor<S> *const> states);

/// 1 - beta^step in binary64, the power by repeated squaring from the lowest
/// bit of step.
double biasCorrection(double beta, uint64_t step);

/// Holds the gradients to `clip: value(limit)`.
void clipValue(std::span<Tensor<Double> *const> gradients, double limit);
/// Scales the gradients by `clip: global_norm(limit)`.
void clipNorm(std::span<Tensor<Double> *const> gradients, double limit);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_UPDATES_H
