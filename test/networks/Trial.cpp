//===- Trial.cpp - what one network is judged on --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Trial.h"

#include "dialects/nn/ops/Network.h"
#include "test/networks/Choices.h"
#include "test/referee/Training.h"

#include <numeric>

namespace plexus::networks {

using referee::Double;
using referee::Tensor;

static Values firstRows(const Values &values, int64_t count) {
  std::vector<uint32_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), 0);
  return referee::selectRows(values, rows);
}

/// Rounds to binary32, so that both formats start from the same numbers.
static void roundToSingle(Values &values) {
  for (auto &[name, datum] : values)
    if (auto *tensor = std::get_if<Tensor<Double>>(&datum))
      for (Double &x : tensor->elements)
        x = Double(float(x.value));
}

Trial makeTrial(nn::NetworkOp network, uint64_t seed) {
  Choices choices(seed ^ 0x5DEECE66D);
  Trial trial;
  trial.seed = choices.bits() >> 1;
  auto capacity = int64_t(network.getCapacity());
  trial.whole = referee::drawnBatch(network, seed, capacity);
  trial.weights = referee::initialWeights(network, seed);
  // Zeros hide what they are multiplied with.
  for (auto &[name, datum] : trial.weights)
    for (Double &x : std::get<Tensor<Double>>(datum).elements)
      x = x + Double(double(choices.between(-1000, 1000)) / 8192);
  roundToSingle(trial.weights);
  for (int step = 0; step < 5; ++step)
    trial.steps.push_back(firstRows(
        trial.whole, step % 2 ? choices.between(1, capacity) : capacity));
  return trial;
}

Values with(const Values &batch, const Values &memory) {
  Values all = memory;
  all.insert(batch.begin(), batch.end());
  return all;
}

Verdict differs(const Mode &mode, const llvm::Twine &reason) {
  return {Verdict::Kind::Differs, reason.str(), mode.name.str()};
}

} // namespace plexus::networks
