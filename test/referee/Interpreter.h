//===- Interpreter.h - walks a network and says what it computes ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_INTERPRETER_H
#define PLEXUS_TEST_REFEREE_INTERPRETER_H

#include "test/referee/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <variant>

namespace plexus::nn {
class NetworkOp;
}

namespace plexus::referee {

/// What an SSA value stands for: real numbers, classes, or one number of the
/// call (seed and step; the learning rate).
template <class S>
using Datum = std::variant<Tensor<S>, Indices, int64_t, double>;

/// Tensors by kind and name: `inputs/x`, `targets/y`, `weights/fc.weight`,
/// `states/fc.weight.m`; `outputs/p`, `results/loss`, `gradients/fc.weight`.
template <class S> using Dictionary = std::map<std::string, Datum<S>>;

/// What a run knows beside tensors.
struct Call {
  bool training = false; ///< whether dropout and noise act
  uint64_t seed = 0;
  int64_t step = 0; ///< 1 for the first
  double learningRate = 0;
};

/// Outputs, and the means over the rows of losses and metrics (before
/// `finish`), of a network as the source writes it. Everything that has no
/// tensor in `given` is left out, with what depends on it. Fails on an op that
/// the referee does not know.
template <class S>
llvm::Expected<Dictionary<S>>
interpret(nn::NetworkOp network, const Dictionary<S> &given, const Call &call);

/// The results of an entry point of stage `grad`: `predict`, `evaluate`,
/// `gradients` or `step`. Everything it takes has to be in `given`.
template <class S>
llvm::Expected<Dictionary<S>> interpret(mlir::func::FuncOp entry,
                                        const Dictionary<S> &given,
                                        const Call &call);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_INTERPRETER_H
