//===- Random.h - random words by seed, stream, index and step ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_CORE_RANDOM_H
#define PLEXUS_RUNTIME_CORE_RANDOM_H

#include "math/Philox.h"

namespace plexus::core {

/// All four words of which plx_random_bits gives the first.
math::Words4<uint32_t> randomWords(uint64_t seed, uint32_t stream,
                                   uint64_t index, uint32_t step);

} // namespace plexus::core

#endif
