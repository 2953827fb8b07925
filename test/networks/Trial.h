//===- Trial.h - what one network is judged on ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_TRIAL_H
#define PLEXUS_TEST_NETWORKS_TRIAL_H

#include "test/networks/Judge.h"

namespace plexus::networks {

/// The batches that one network is judged on.
struct Trial {
  Values weights;
  Values whole;              ///< a batch of `capacity` rows
  std::vector<Values> steps; ///< of the five steps, some smaller
  uint64_t seed = 0;

  Call call(size_t step, double learningRate) const {
    return {true, seed, int64_t(step + 1), learningRate};
  }
};

/// The numbers that the seed decides for a network.
Trial makeTrial(nn::NetworkOp network, uint64_t seed);

/// `given` with the weights (and states) of `memory`.
Values with(const Values &batch, const Values &memory);

Verdict differs(const Mode &mode, const llvm::Twine &reason);

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_TRIAL_H
