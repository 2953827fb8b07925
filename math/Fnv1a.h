//===- Fnv1a.h - from a name to the number of a random stream -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_FNV1A_H
#define PLEXUS_MATH_FNV1A_H

#include <cstdint>
#include <string_view>

namespace plexus::math {

/// FNV-1a, 32 bits, of Fowler, Noll and Vo: the stream of random numbers with
/// this name, e.g. "init:fc1.weight".
constexpr uint32_t fnv1a32(std::string_view text) {
  uint32_t hash = 0x811C9DC5;
  for (char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return hash;
}

} // namespace plexus::math

#endif
