//===- Shuffle.cpp - Orders of rows as functions of a seed ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Shuffle.h"
#include "runtime/core/plexus.h"

#include <numeric>
#include <utility>

using namespace plexus::host;

std::vector<uint32_t> plexus::host::permutation(uint32_t count, uint64_t seed,
                                                uint32_t stream,
                                                uint32_t step) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  for (uint64_t i = count; i-- > 1;) {
    // The bias of the scaled draw is below (i + 1) / 2^32.
    uint64_t bits = plx_random_bits(seed, stream, i, step);
    std::swap(order[i], order[bits * (i + 1) >> 32]);
  }
  return order;
}

std::vector<uint32_t> plexus::host::epochOrder(uint32_t rows, uint64_t seed,
                                               uint32_t epoch) {
  return permutation(rows, seed, shuffleStream, epoch);
}
