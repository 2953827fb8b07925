//===- npy.cpp - any bytes as an array of NumPy ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Npy.h"
#include "FuzzTarget.h"

#include <cstring>

using namespace plexus;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::accepts([&] {
    host::NumberArray array =
        host::parseNpy(fuzz::bytesOf(data, size), "x.npy");
    uint64_t elements = 1;
    for (uint64_t dimension : array.shape)
      elements *= dimension;
    fuzz::require(array.offset + elements * bytesOf(array.type) == size);
    std::vector<double> numbers(elements);
    array.read(0, numbers);
    // The same numbers, whatever the order, one by one.
    for (uint64_t i = 0; i < elements; ++i) {
      double number;
      array.read(i, std::span(&number, 1));
      fuzz::require(std::memcmp(&number, &numbers[i], sizeof(number)) == 0);
    }
  });
  return 0;
}
