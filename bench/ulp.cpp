//===- ulp.cpp - measures the error of every function of math/ ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// usage: ulp f32 [stride [name...]]     every stride-th bit pattern (1: all)
//        ulp f64 [million [name...]]    that many million points a function
//
// binary32 is compared with the C library in double, binary64 with the C
// library in long double (x86: 64 bits of mantissa). Prints for each function
// the largest error in units of the last place and where it was.
//
//   build/dev/bin/ulp f32 1
//
//===----------------------------------------------------------------------===//
#include "test/unit/math/Functions.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace plexus::test;

template <typename T, typename W> struct Worst {
  const Function<T, W> &function;
  double error = 0;
  T at = 0;
  uint64_t points = 0, misrounded = 0;

  void add(T x) {
    double e = ulps<T, W>(function.ours(x), function.reference(W(x)));
    ++points;
    misrounded += e > 0.5;
    if (e > error)
      error = e, at = x;
  }
  void print() const {
    std::printf("%-9s %s  max %.4f ulp at %-22a %-12.6g not nearest: %5.2f %% "
                "of %.3g\n",
                function.name, sizeof(T) == 8 ? "f64" : "f32", error,
                double(at), double(at),
                100.0 * double(misrounded) / double(points), double(points));
    std::fflush(stdout);
  }
};

static bool isWanted(const char *name, int argc, char **argv) {
  bool found = argc < 4;
  for (int i = 3; i < argc; ++i)
    found |= std::strcmp(name, argv[i]) == 0;
  return found;
}

int main(int argc, char **argv) {
  bool wide = argc > 1 && std::strcmp(argv[1], "f64") == 0;
  uint64_t amount = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  if (amount == 0 || (argc > 1 && !wide && std::strcmp(argv[1], "f32") != 0)) {
    std::fputs("usage: ulp f32|f64 [amount [name...]]\n", stderr);
    return 64;
  }
  if (wide) {
    for (const auto &function : functions<double, long double>()) {
      if (!isWanted(function.name, argc, argv))
        continue;
      Worst<double, long double> worst{function};
      uint64_t state = 1;
      for (uint64_t i = 0; i < amount * 1000000; ++i)
        worst.add(samplePoint(function, i, splitMix(state)));
      worst.print();
    }
    return 0;
  }
  for (const auto &function : functions<float, double>()) {
    if (!isWanted(function.name, argc, argv))
      continue;
    Worst<float, double> worst{function};
    for (uint64_t bits = 0; bits < (uint64_t(1) << 32); bits += amount)
      worst.add(std::bit_cast<float>(uint32_t(bits)));
    worst.print();
  }
  return 0;
}
