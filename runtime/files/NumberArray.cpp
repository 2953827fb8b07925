//===- NumberArray.cpp - Numbers as a file holds them ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/NumberArray.h"
#include "runtime/files/Half.h"

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
  case NumberType::F16:
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

/// The bytes of the elements that `read` reads, one behind the other. Where
/// there are any, the product of the shape is that of the file's elements.
Bytes NumberArray::gather(uint64_t first, uint64_t count) const {
  std::vector<uint64_t> index(shape.size()), stride(shape.size());
  uint64_t elements = 1, element = 0;
  for (size_t i = 0; i < shape.size(); ++i) {
    stride[i] = elements;
    elements *= shape[i];
  }
  for (size_t i = shape.size(); i-- > 0; first /= shape[i]) {
    index[i] = first % shape[i];
    element += index[i] * stride[i];
  }
  const uint64_t size = bytesOf(type);
  Bytes gathered(count * size);
  for (uint64_t to = 0; to < gathered.size(); to += size) {
    std::memcpy(&gathered[to], &bytes[offset + element * size], size);
    for (size_t i = shape.size(); i-- > 0;) {
      element += stride[i];
      if (++index[i] < shape[i])
        break;
      element -= index[i] * stride[i];
      index[i] = 0;
    }
  }
  return gathered;
}

void NumberArray::read(uint64_t first, std::span<double> out) const {
  if (out.empty())
    return;
  uint64_t from = offset + first * bytesOf(type);
  assert(from + out.size() * bytesOf(type) <= bytes.size());
  const uint8_t *raw = bytes.data() + from;
  Bytes gathered;
  if (columnMajor) {
    gathered = gather(first, out.size());
    raw = gathered.data();
  }
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
  case NumberType::F16:
    return convert<Half>(raw, bigEndian, out);
  case NumberType::F32:
    return convert<float>(raw, bigEndian, out);
  case NumberType::F64:
    return convert<double>(raw, bigEndian, out);
  }
}
