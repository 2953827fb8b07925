//===- safetensors.cpp - any bytes as a file of weights -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Safetensors.h"
#include "FuzzTarget.h"
#include "runtime/data/LearntConstants.h"

#include <cstring>

using namespace plexus;

/// The first eight bytes are the length of the header: modulo the size, so that
/// most inputs get further. Odd bytes after it keep theirs.
static host::Bytes withLength(const uint8_t *data, size_t size) {
  host::Bytes bytes = fuzz::bytesOf(data, size);
  if (size < 10 || bytes[0] % 2)
    return bytes;
  uint64_t length;
  std::memcpy(&length, bytes.data(), sizeof(length));
  length %= size - 7;
  std::memcpy(bytes.data(), &length, sizeof(length));
  return bytes;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::accepts([&] {
    auto file = host::SafetensorsFile::parse(withLength(data, size), "w");
    uint64_t bytes = 0;
    for (const host::TensorView &tensor : file.tensors()) {
      bytes += tensor.bytes.size();
      fuzz::require(file.find(tensor.name) == &tensor);
      if (tensor.dtype[0] != 'F' && tensor.dtype != "BF16")
        continue;
      std::vector<double> numbers(tensor.bytes.size());
      fuzz::accepts([&] { file.copy(tensor, PLX_F64, numbers.data()); });
    }
    fuzz::require(bytes < size);
    for (const auto &[key, text] : file.metadata())
      fuzz::accepts([&] {
        auto constants = host::constantsFromText(text, "w");
        fuzz::require(host::toText(host::constantsFromText(
                          host::toText(constants), "w")) ==
                      host::toText(constants));
      });
    // What was accepted is accepted again after it was written.
    if (bytes < 4096)
      host::SafetensorsFile::parse(
          host::encodeSafetensors(file.tensors(), file.metadata()), "again");
  });
  return 0;
}
