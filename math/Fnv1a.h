//===- Fnv1a.h - hashes of names and of bytes -----------------------------===//
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

/// FNV-1a, 64 bits, of what comes after bytes with the hash `before`. Each step
/// is a bijection of the hash, so two texts that differ in one byte never have
/// the same one.
constexpr uint64_t fnv1a64(const unsigned char *bytes, uint64_t count,
                           uint64_t before = 0xCBF29CE484222325) {
  for (uint64_t i = 0; i < count; ++i)
    before = (before ^ bytes[i]) * 0x00000100000001B3u;
  return before;
}

} // namespace plexus::math

#endif
