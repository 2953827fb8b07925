//===- Random.cpp - random words by seed, stream, index and step ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "runtime/core/Random.h"

#include "runtime/core/plexus.h"

using plexus::math::philox4x32;
using plexus::math::Words4;

Words4<uint32_t> plexus::core::randomWords(uint64_t seed, uint32_t stream,
                                           uint64_t index, uint32_t step) {
  Words4<uint32_t> counter = {static_cast<uint32_t>(index),
                              static_cast<uint32_t>(index >> 32), stream, step};
  return philox4x32(counter, static_cast<uint32_t>(seed),
                    static_cast<uint32_t>(seed >> 32));
}

uint32_t plx_random_bits(uint64_t seed, uint32_t stream, uint64_t index,
                         uint32_t step) {
  return plexus::core::randomWords(seed, stream, index, step).w0;
}
