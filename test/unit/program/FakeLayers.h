//===- FakeLayers.h - networks of two layers, written by hand -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_UNIT_PROGRAM_FAKELAYERS_H
#define PLEXUS_TEST_UNIT_PROGRAM_FAKELAYERS_H

#include "runtime/core/plexus.h"

#include <functional>
#include <span>

namespace plexus::fake {

enum class Activation { Tanh, Relu, LeakyRelu, Square };

/// What is done to one gradient, a matrix, after it was computed from all rows
/// but the first `skippedRows`.
struct Corruption {
  const char *name;
  std::function<void(std::span<double> gradient, uint64_t columns)> apply;
  uint64_t skippedRows = 0;
};

/// Sizes of the networks: 6 numbers in, 5 units, 4 numbers out.
constexpr uint64_t layerInputs = 6, layerUnits = 5, layerOutputs = 4;

/// The network  x |> Dense(5, activation) as a |> Dense(4) as b  with the loss
/// mse: parameters a.weight, a.bias, b.weight and b.bias, 8 rows a call. It and
/// its corruption, of the gradient of parameter `which`, count until the next
/// call; without one the gradients are right.
const plx_model &layersModel(plx_type type, Activation activation,
                             const Corruption *corruption = nullptr,
                             uint32_t which = 0);

} // namespace plexus::fake

#endif // PLEXUS_TEST_UNIT_PROGRAM_FAKELAYERS_H
