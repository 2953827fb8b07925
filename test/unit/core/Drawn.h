//===- Drawn.h - what an initialiser makes of a parameter -----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// From the word of the language to the numbers in the arena: the row of the
// dialect chooses the distribution, the runtime draws from it.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEST_UNIT_CORE_DRAWN_H
#define PLEXUS_TEST_UNIT_CORE_DRAWN_H

#include "dialects/nn/Word.h"

#include <cstdint>
#include <vector>

namespace plexus::test {

/// A layer's weight: how many inputs and outputs it has, what it starts as and
/// what follows it (null for nothing).
struct Weight {
  int64_t in, out;
  nn::InitialiserUse init;
  const nn::Applied *activation = nullptr;
};

/// `count` elements of the weight under the seed, in a stream of their own.
std::vector<double> drawn(const Weight &weight, uint64_t count, uint64_t seed,
                          uint32_t stream);

} // namespace plexus::test

#endif
