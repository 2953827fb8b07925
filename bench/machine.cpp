//===- machine.cpp - what one core can do ---------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// usage: machine L1 L2 L3      the sizes of the data caches in bytes
//
// Prints JSON: the peak of multiply-adds in f32 for each width of vectors that
// the processor has, in GFLOP/s, and how fast one core reads from each cache
// and from memory, in GB/s. Every number is the best of many tries, so that
// other programs on the machine disturb it little. Compiled with -march=native.
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#ifndef __FMA__
#error "a processor with AVX2 and FMA is needed"
#endif

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Keeps a value from being computed away.
template <typename T> static void keep(T &value) {
  asm volatile("" : "+x"(value));
}

#ifdef __AVX512F__
static constexpr int widest = 64;
#else
static constexpr int widest = 32;
#endif

template <int Bytes> struct Floats {
  typedef float Vector __attribute__((vector_size(Bytes)));
};

/// GFLOP/s of chains of multiply-adds that do not wait for each other: twelve
/// hide four cycles of latency of two units, and fit into sixteen registers
/// with their factors.
template <int Bytes> static double peak() {
  using Vector = typename Floats<Bytes>::Vector;
  constexpr int chains = 12, rounds = 100000;
  constexpr double flop =
      2.0 * chains * rounds * (Bytes / double(sizeof(float)));
  double best = 0;
  for (int attempt = 0; attempt < 200; ++attempt) {
    Vector sums[chains] = {}, a = Vector{} + 0.5f, b = Vector{} + 1.0f;
    keep(a);
    keep(b);
    auto start = Clock::now();
    for (int round = 0; round < rounds; ++round)
#pragma clang loop unroll(full)
      for (Vector &sum : sums)
        sum = __builtin_elementwise_fma(sum, a, b);
    for (Vector &sum : sums)
      keep(sum);
    best = std::max(best, flop / secondsSince(start) * 1e-9);
  }
  return best;
}

/// GB/s of reading an array of so many bytes again and again, for `seconds`.
static double readingSpeed(uint64_t bytes, double seconds) {
  typedef int64_t Vector __attribute__((vector_size(widest)));
  constexpr uint64_t streams = 8;
  uint64_t count = std::max(bytes / widest / streams * streams, streams);
  auto *data = static_cast<Vector *>(
      std::aligned_alloc(4096, (count * widest + 4095) / 4096 * 4096));
  std::fill_n(data, count, Vector{} + 1);
  uint64_t passes = std::max<uint64_t>(1, (1 << 22) / (count * widest));
  double best = 0;
  for (auto begin = Clock::now(); secondsSince(begin) < seconds;) {
    Vector sums[streams] = {};
    auto start = Clock::now();
    for (uint64_t pass = 0; pass < passes; ++pass) {
      for (uint64_t i = 0; i < count; i += streams)
#pragma clang loop unroll(full)
        for (uint64_t j = 0; j < streams; ++j)
          sums[j] |= data[i + j];
      asm volatile("" ::: "memory"); // every pass reads again
    }
    for (Vector &sum : sums)
      keep(sum);
    best = std::max(best, double(passes * count * widest) /
                              secondsSince(start) * 1e-9);
  }
  std::free(data);
  return best;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    std::fputs("usage: machine L1 L2 L3\n", stderr);
    return 64;
  }
  uint64_t l1 = std::strtoull(argv[1], nullptr, 10);
  uint64_t l2 = std::strtoull(argv[2], nullptr, 10);
  uint64_t l3 = std::strtoull(argv[3], nullptr, 10);
  std::printf("{\"peak_gflops\": {\"AVX2\": %.1f", peak<32>());
#ifdef __AVX512F__
  std::printf(", \"AVX-512\": %.1f", peak<64>());
#endif
  // Half of a cache surely stays there, and four times the last surely does
  // not.
  std::printf("}, \"read_gbs\": {\"L1\": %.1f", readingSpeed(l1 / 2, 0.3));
  std::printf(", \"L2\": %.1f", readingSpeed(l2 / 2, 0.3));
  std::printf(", \"L3\": %.1f", readingSpeed(l3 / 2, 0.5));
  std::printf(", \"DRAM\": %.1f}}\n", readingSpeed(4 * l3, 1.0));
}
