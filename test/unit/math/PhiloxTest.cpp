//===- PhiloxTest.cpp - random words, streams, uniform and normal ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "math/Philox.h"
#include "math/Fnv1a.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace plexus;
using Words = math::Words4<uint32_t>;

static void expectWords(Words got, Words want) {
  EXPECT_EQ(got.w0, want.w0);
  EXPECT_EQ(got.w1, want.w1);
  EXPECT_EQ(got.w2, want.w2);
  EXPECT_EQ(got.w3, want.w3);
}

// The known answers for philox4x32 with 10 rounds that the generator's authors
// publish with it (Random123, kat_vectors).
TEST(Philox, KnownAnswers) {
  expectWords(math::philox4x32<uint32_t>({0, 0, 0, 0}, 0, 0),
              {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  uint32_t ones = 0xffffffff;
  expectWords(math::philox4x32<uint32_t>({ones, ones, ones, ones}, ones, ones),
              {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  expectWords(math::philox4x32<uint32_t>(
                  {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822,
                  0x299f31d0),
              {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

// Test vectors of the FNV page of Landon Curt Noll.
TEST(Fnv1a, KnownAnswers) {
  EXPECT_EQ(math::fnv1a32(""), 0x811c9dc5u);
  EXPECT_EQ(math::fnv1a32("a"), 0xe40c292cu);
  EXPECT_EQ(math::fnv1a32("foobar"), 0xbf9cf968u);
  static_assert(math::fnv1a32("a") == 0xe40c292c);
}

TEST(Uniform, EndsLieInside) {
  auto uniform = [](uint32_t word) {
    return math::uniformFromBits(math::Real<double>(word)).value();
  };
  EXPECT_EQ(uniform(0), 0x1p-33);
  EXPECT_EQ(uniform(0xffffffff), 1.0 - 0x1p-33);
  EXPECT_EQ(uniform(0x80000000), 0.5 + 0x1p-33);
}

TEST(Normal, IsBoxAndMuller) {
  auto normal = [](uint32_t word0, uint32_t word1) {
    return math::normalFromBits(math::Real<double>(word0),
                                math::Real<double>(word1))
        .value();
  };
  EXPECT_NEAR(normal(0, 0), std::sqrt(66 * std::log(2.0)), 1e-14);
  EXPECT_NEAR(normal(0, 0x80000000), -std::sqrt(66 * std::log(2.0)), 1e-14);
  EXPECT_EQ(normal(0, 0x40000000), 0.0); // a quarter turn
  EXPECT_LT(std::fabs(normal(0xffffffff, 0)), 1e-4);
  // Sixth of a turn: cos is 1/2.
  EXPECT_NEAR(normal(0x80000000, 0x2aaaaaab), 0.5 * std::sqrt(std::log(4.0)),
              1e-9);
}

TEST(Normal, IsFiniteInBinary32) {
  for (float word : {0.0f, 1.0f, 0x1p31f, 0x1p32f})
    EXPECT_TRUE(std::isfinite(
        math::normalFromBits(math::Real<float>(word), math::Real<float>(0.0f))
            .value()))
        << word;
}
