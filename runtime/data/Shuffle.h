//===- Shuffle.h - Orders of rows as functions of a seed ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_SHUFFLE_H
#define PLEXUS_RUNTIME_DATA_SHUFFLE_H

#include <cstdint>
#include <vector>

namespace plexus::host {

/// The streams of random numbers used here: FNV-1a of their names.
inline constexpr uint32_t shuffleStream = 0x790c294e; // "shuffle"
inline constexpr uint32_t splitStream = 0x87b82de3;   // "split"

/// The numbers 0 .. count-1 in an order that is a function of the arguments:
/// Fisher-Yates from the top, where position i is exchanged with position
/// floor(bits * (i + 1) / 2^32), bits being random number i of the stream at
/// `step`.
std::vector<uint32_t> permutation(uint32_t count, uint64_t seed,
                                  uint32_t stream, uint32_t step);

/// The order in which the rows are visited in `epoch` (counted from zero).
std::vector<uint32_t> epochOrder(uint32_t rows, uint64_t seed, uint32_t epoch);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_SHUFFLE_H
