//===- Random.h - the random numbers of docs/language.md ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_RANDOM_H
#define PLEXUS_TEST_REFEREE_RANDOM_H

#include "test/referee/Tensor.h"

#include <array>
#include <string_view>

namespace plexus::referee {

/// The stream of a text such as `init:fc1.weight`: 32-bit FNV-1a.
uint32_t streamOf(std::string_view text);

/// The four words of Philox4x32-10 (Salmon and others, 2011).
std::array<uint32_t, 4> philox(uint64_t seed, uint32_t stream, uint64_t index,
                               uint32_t step);

/// Where a random tensor is drawn from.
struct Draw {
  uint64_t seed = 0;
  uint32_t stream = 0;
  uint32_t step = 0;
};

/// 0 with probability rate, else 1 / (1 - rate), of the shape of `like`.
template <class S>
Tensor<S> dropoutMask(const Tensor<S> &like, double rate, const Draw &draw);
/// Standard normal numbers of the shape of `like`.
template <class S> Tensor<S> gaussian(const Tensor<S> &like, const Draw &draw);

/// The initial values of a parameter in binary64, and whether there is such a
/// distribution: `constant`, `uniform` or `normal`, with its two numbers.
bool initialise(Tensor<double> &parameter, std::string_view distribution,
                double a, double b, const Draw &draw);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_RANDOM_H
