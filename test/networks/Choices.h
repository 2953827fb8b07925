//===- Choices.h - a stream of random choices -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_CHOICES_H
#define PLEXUS_TEST_NETWORKS_CHOICES_H

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace plexus::networks {

/// Choices that one 64-bit seed decides (SplitMix64: Steele and others, Fast
/// Splittable Pseudorandom Number Generators, 2014).
class Choices {
public:
  explicit Choices(uint64_t seed) : state(seed) {}

  uint64_t bits() {
    uint64_t z = (state += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  /// One of 0 .. count - 1; count is at least 1.
  uint64_t below(uint64_t count) { return bits() % count; }
  /// One of first .. last.
  int64_t between(int64_t first, int64_t last) {
    return first + int64_t(below(uint64_t(last - first + 1)));
  }
  bool oneIn(uint64_t count) { return below(count) == 0; }
  template <class T> T of(std::initializer_list<T> list) {
    return list.begin()[below(list.size())];
  }
  template <class T> const T &of(const std::vector<T> &list) {
    return list[below(list.size())];
  }

private:
  uint64_t state;
};

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_CHOICES_H
