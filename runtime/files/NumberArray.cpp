//===- NumberArray.cpp - Numbers as a file holds them ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/NumberArray.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

using namespace plexus::host;

static_assert(std::endian::native == std::endian::little,
              "readers and writers take the machine's order for little-endian");

uint64_t plexus::host::bytesOf(NumberType type) {
  switch (type) {
  case NumberType::Bool:
  case NumberType::U8:
  case NumberType::I8:
    return 1;
  case NumberType::U16:
  case NumberType::I16:
    return 2;
  case NumberType::U32:
  case NumberType::I32:
  case NumberType::F32:
    return 4;
  case NumberType::U64:
  case NumberType::I64:
  case NumberType::F64:
    return 8;
  }
  __builtin_unreachable();
}

template <typename T>
static void convert(const uint8_t *from, bool swap, std::span<double> out) {
  for (double &value : out) {
    uint8_t raw[sizeof(T)];
    std::memcpy(raw, from, sizeof(T));
    if (swap)
      std::reverse(raw, raw + sizeof(T));
    value = static_cast<double>(std::bit_cast<T>(raw));
    from += sizeof(T);
  }
}

void NumberArray::read(uint64_t first, std::span<double> out) const {
  uint64_t from = offset + first * bytesOf(type);
  assert(from + out.size() * bytesOf(type) <= bytes.size());
  const uint8_t *raw = bytes.data() + from;
  switch (type) {
  case NumberType::Bool: // any byte but zero is true
    for (double &value : out)
      value = *raw++ != 0;
    return;
  case NumberType::U8:
    return convert<uint8_t>(raw, false, out);
  case NumberType::I8:
    return convert<int8_t>(raw, false, out);
  case NumberType::U16:
    return convert<uint16_t>(raw, bigEndian, out);
  case NumberType::I16:
    return convert<int16_t>(raw, bigEndian, out);
  case NumberType::U32:
    return convert<uint32_t>(raw, bigEndian, out);
  case NumberType::I32:
    return convert<int32_t>(raw, bigEndian, out);
  case NumberType::U64:
    return convert<uint64_t>(raw, bigEndian, out);
  case NumberType::I64:
    return convert<int64_t>(raw, bigEndian, out);
  case NumberType::F32:
    return convert<float>(raw, bigEndian, out);
  case NumberType::F64:
    return convert<double>(raw, bigEndian, out);
  }
}
