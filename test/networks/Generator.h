//===- Generator.h - random networks that are right -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_GENERATOR_H
#define PLEXUS_TEST_NETWORKS_GENERATOR_H

#include <cstdint>
#include <string>

namespace plexus::networks {

/// A network in the language that one seed decides, with `train` and `build`,
/// one statement a line. It is valid by construction: every statement is made
/// for the shapes that are there. Its size is bounded (`maxWork`), its numbers
/// need not be finite.
std::string generateNetwork(uint64_t seed);

/// A generated network with one broken rule.
struct BrokenNetwork {
  std::string text;
  std::string message; ///< of the one error that there is, after `error: `
};
BrokenNetwork generateBrokenNetwork(uint64_t seed);

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_GENERATOR_H
