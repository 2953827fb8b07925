//===- Words.h - words that random networks take from the dialect ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What a word of these kinds takes is known from its settings, so a new one is
// in random networks by being registered. All others have a function in
// Growth.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_NETWORKS_WORDS_H
#define PLEXUS_TEST_NETWORKS_WORDS_H

#include <string>
#include <vector>

namespace plexus::networks {

/// A word with its settings, `elu(alpha: 0.2)`, or those that stand behind the
/// tensors: `huber` and `, delta: 0.2`.
struct Use {
  std::string word, settings;
};

struct Words {
  /// Each as it is, and with its numbers.
  std::vector<std::string> activations, initialisers;
  /// Layers of an activation, an initialiser and numbers with defaults, which
  /// keep the shape.
  std::vector<std::string> layers;
  /// Of two tensors of one shape, which may be probabilities or not.
  std::vector<Use> losses, lossesOfProbabilities, metrics,
      metricsOfProbabilities;
  /// What gives probabilities.
  std::vector<std::string> probabilities;
};

const Words &words();

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_WORDS_H
