//===- Referee.h - what a network computes, says an independent judge -----===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// In binary64, from the meaning of the ops alone: gradients come from a tape of
// elementary steps (Adjoint.h), never from the backward rules of the compiler;
// clipping and optimizers are those of docs/language.md.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_REFEREE_REFEREE_H
#define PLEXUS_TEST_REFEREE_REFEREE_H

#include "test/referee/Interpreter.h"
#include "test/referee/Smooth.h"

#include <set>

namespace plexus::referee {

using Values = Dictionary<Double>;

/// The initial parameters for a seed as `weights/…`, rounded to binary32 if the
/// network computes in it; loaded ones are zeros.
Values initialWeights(nn::NetworkOp network, uint64_t seed);

/// `inputs/…` and `targets/…` that the seed decides: uniform in (-1, 1), now
/// and then -1, 0 or 1, or uniform classes.
Values drawnBatch(nn::NetworkOp network, uint64_t seed, int64_t rows);

/// The same numbers for another scalar.
template <class S> Dictionary<S> convert(const Values &values);

/// Outputs, results, and `gradients/…` of the total loss.
struct Slopes {
  /// A gradient for every parameter that is not frozen.
  Values values;
  /// Names of parameters that no path leads to from the loss, `fc.weight` say:
  /// their gradient is zero, and a step leaves them as they are.
  std::set<std::string> untouched;
  /// For each parameter the largest sum of products of the sizes of slopes
  /// along all paths to the loss: what the rounding errors of its gradient are
  /// a share of. The size of a slope is its magnitude, or more near the limit
  /// of a function (Smooth.h).
  std::map<std::string, double> sizes;
};
llvm::Expected<Slopes> differentiate(nn::NetworkOp network, const Values &given,
                                     const Call &call);

/// ⟨gradient, v⟩ - d loss / d v divided by the sum of the absolute terms, for
/// the direction v of `weights/…`; the second by dual numbers.
llvm::Expected<double> dotProductError(nn::NetworkOp network,
                                       const Values &given, const Call &call,
                                       const Values &gradients,
                                       const Values &direction);

/// `weights/…` and `states/…` after a step with these gradients, which are of
/// all parameters that are trained: clipping and the optimizer of the network.
/// States that are not given are zeros.
Values updated(nn::NetworkOp network, const Values &given, const Slopes &slopes,
               const Call &call);

/// The largest difference of two tensors divided by the largest magnitude in
/// `expected` (or 1, if that is 0); infinite where shapes or classes differ, or
/// where one is NaN and the other is not.
double difference(const Datum<Double> &found, const Datum<Double> &expected);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_REFEREE_H
