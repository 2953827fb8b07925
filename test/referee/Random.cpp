//===- Random.cpp - the random numbers of docs/language.md ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Random.h"

#include "test/referee/Scalars.h"

namespace plexus::referee {

uint32_t streamOf(std::string_view text) {
  uint32_t hash = 0x811C9DC5;
  for (char byte : text)
    hash = (hash ^ uint8_t(byte)) * 0x01000193;
  return hash;
}

std::array<uint32_t, 4> philox(uint64_t seed, uint32_t stream, uint64_t index,
                               uint32_t step) {
  std::array<uint32_t, 4> c = {uint32_t(index), uint32_t(index >> 32), stream,
                               step};
  uint32_t key[2] = {uint32_t(seed), uint32_t(seed >> 32)};
  for (int round = 0; round < 10; ++round) {
    uint64_t a = uint64_t(c[0]) * 0xD2511F53, b = uint64_t(c[2]) * 0xCD9E8D57;
    c = {uint32_t(b >> 32) ^ c[1] ^ key[0], uint32_t(b),
         uint32_t(a >> 32) ^ c[3] ^ key[1], uint32_t(a)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return c;
}

static std::array<uint32_t, 4> words(const Draw &draw, size_t index) {
  return philox(draw.seed, draw.stream, index, draw.step);
}

template <class S>
Tensor<S> dropoutMask(const Tensor<S> &like, double rate, const Draw &draw) {
  Tensor<S> mask(like.shape, like.rows);
  double least = std::floor(rate * 0x1p32);
  for (size_t i = 0; i < mask.elements.size(); ++i)
    mask.elements[i] = S(words(draw, i)[0] >= least ? 1 / (1 - rate) : 0.0);
  return mask;
}

template <class S> Tensor<S> gaussian(const Tensor<S> &like, const Draw &draw) {
  Tensor<S> noise(like.shape, like.rows);
  for (size_t i = 0; i < noise.elements.size(); ++i) {
    std::array<uint32_t, 4> w = words(draw, i);
    setNormal(noise.elements[i], w[0], w[1]);
  }
  return noise;
}

bool initialise(Tensor<double> &parameter, std::string_view distribution,
                double a, double b, const Draw &draw) {
  for (size_t i = 0; i < parameter.elements.size(); ++i) {
    double &element = parameter.elements[i];
    std::array<uint32_t, 4> w = words(draw, i);
    if (distribution == "constant") {
      element = a;
    } else if (distribution == "uniform") {
      element = a + (b - a) * ((w[0] + 0.5) / 0x1p32);
    } else if (distribution == "normal") {
      Double standard;
      setNormal(standard, w[0], w[1]);
      element = a + b * standard.value;
    } else {
      return false;
    }
  }
  return true;
}

#define ROW(S)                                                                 \
  template Tensor<S> dropoutMask<S>(const Tensor<S> &, double, const Draw &);  \
  template Tensor<S> gaussian<S>(const Tensor<S> &, const Draw &);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee
