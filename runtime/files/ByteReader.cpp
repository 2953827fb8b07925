//===- ByteReader.cpp - Bounds-checked reading of bytes -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/ByteReader.h"
#include "runtime/files/Errors.h"

using namespace plexus::host;

std::span<const uint8_t> ByteReader::take(uint64_t count,
                                          std::string_view what) {
  if (count > remaining())
    throw Error(Status::BadData, std::string(file),
                "ends inside " + std::string(what) + " (" +
                    counted(count, "byte") + ", " +
                    std::to_string(remaining()) + " are left)");
  auto taken = bytes.subspan(position, count);
  position += count;
  return taken;
}

static uint64_t littleEndian(std::span<const uint8_t> bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i > 0; --i)
    value = value << 8 | bytes[i - 1];
  return value;
}

uint16_t ByteReader::u16Little(std::string_view what) {
  return static_cast<uint16_t>(littleEndian(take(2, what)));
}

uint32_t ByteReader::u32Little(std::string_view what) {
  return static_cast<uint32_t>(littleEndian(take(4, what)));
}

uint64_t ByteReader::u64Little(std::string_view what) {
  return littleEndian(take(8, what));
}

uint32_t ByteReader::u32Big(std::string_view what) {
  return __builtin_bswap32(u32Little(what));
}
