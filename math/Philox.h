//===- Philox.h - counter-based random numbers ----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
// easy as 1, 2, 3" (SC11): random words are a function of key and counter.
//
// A word type U holds 32 unsigned bits. It is uint32_t, or a class with
//   U ^ U,  U + U,  U * U   sums and products modulo 2^32
//   mulHigh(U, U)           the upper half of the 64-bit product
//   u.literal(c)            the constant c, a uint32_t, as a U
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_PHILOX_H
#define PLEXUS_MATH_PHILOX_H

#include "math/Log.h"
#include "math/Scalar.h"
#include "math/Trig.h"

namespace plexus::math {

constexpr uint32_t mulHigh(uint32_t a, uint32_t b) {
  return static_cast<uint32_t>((uint64_t(a) * b) >> 32);
}

namespace detail {

template <typename U> constexpr U wordLiteral(const U &like, uint32_t c) {
  if constexpr (std::same_as<U, uint32_t>)
    return c;
  else
    return like.literal(c);
}

} // namespace detail

/// Four words: a counter, or what is drawn for it.
template <typename U> struct Words4 {
  U w0, w1, w2, w3;
};

/// The four random words of a counter under a key. In this project the key is
/// (seed low, seed high), the counter (index low, index high, stream, step).
template <typename U>
constexpr Words4<U> philox4x32(Words4<U> counter, U key0, U key1) {
  U multiplier0 = detail::wordLiteral(key0, 0xD2511F53);
  U multiplier1 = detail::wordLiteral(key0, 0xCD9E8D57);
  U weyl0 = detail::wordLiteral(key0, 0x9E3779B9);
  U weyl1 = detail::wordLiteral(key0, 0xBB67AE85);
  for (int round = 0; round < 10; ++round) {
    counter = {mulHigh(counter.w2, multiplier1) ^ counter.w1 ^ key0,
               counter.w2 * multiplier1,
               mulHigh(counter.w0, multiplier0) ^ counter.w3 ^ key1,
               counter.w0 * multiplier0};
    key0 = key0 + weyl0;
    key1 = key1 + weyl1;
  }
  return counter;
}

/// Uniform in (0, 1): (bits + 1/2) 2^-32. `bits` is a random word converted to
/// S, to nearest even: exact in binary64. In binary32 the conversion keeps 24
/// bits, and the largest words give 1.
template <ScalarType S> S uniformFromBits(S bits) {
  return (bits + 0.5) * 0x1p-32;
}

/// Standard normal, by Box and Muller: sqrt(-2 ln u1) cos(2 pi u2), with u1 the
/// uniform number of word 0 and u2 = word 1 * 2^-32, both words converted as
/// above. At most 6.77 in size (u1 = 2^-33).
template <ScalarType S> S normalFromBits(S word0, S word1) {
  S radius = sqrt(log(uniformFromBits(word0)) * -2.0);
  return radius * cospi(word1 * 0x1p-31);
}

} // namespace plexus::math

#endif
