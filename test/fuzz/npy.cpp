//===- npy.cpp - any bytes as an array of NumPy ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Npy.h"
#include "FuzzTarget.h"

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
  });
  return 0;
}
