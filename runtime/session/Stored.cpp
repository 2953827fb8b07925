//===- Stored.cpp - the elements of parameters and states ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Stored.h"

#include <cstring>

namespace plexus::host {

static uint64_t placeOf(const Stored &stored, uint64_t index) {
  return plx_place(stored.elements, stored.columnLength, index);
}

double Stored::load(uint64_t index) const {
  return loadElement(first, type, placeOf(*this, index));
}

void Stored::store(uint64_t index, double value) const {
  storeElement(first, type, placeOf(*this, index), value);
}

void Stored::fill(const uint8_t *rowMajor) const {
  if (columnLength == 0) {
    std::memcpy(first, rowMajor, byteCount());
    return;
  }
  size_t size = elementSize(type);
  for (uint64_t i = 0; i < elements; ++i)
    std::memcpy(first + placeOf(*this, i) * size, rowMajor + i * size, size);
}

std::span<const uint8_t> RowMajor::of(const Stored &stored) {
  auto *first = reinterpret_cast<const uint8_t *>(stored.first);
  if (stored.columnLength == 0)
    return {first, stored.byteCount()};
  std::vector<uint8_t> &copy = copies.emplace_back(stored.byteCount());
  size_t size = elementSize(stored.type);
  for (uint64_t i = 0; i < stored.elements; ++i)
    std::memcpy(copy.data() + i * size, first + placeOf(stored, i) * size,
                size);
  return copy;
}

} // namespace plexus::host
