//===- ByteReader.h - Bounds-checked reading of bytes ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_BYTEREADER_H
#define PLEXUS_RUNTIME_FILES_BYTEREADER_H

#include <cstdint>
#include <span>
#include <string_view>

namespace plexus::host {

/// Walks over bytes that somebody else owns. Every read says what it reads and
/// throws `file: ends inside <what>` (BadData) where the bytes are too few, so
/// nothing is allocated for bytes that are not there.
class ByteReader {
public:
  ByteReader(std::span<const uint8_t> bytes, std::string_view file)
      : bytes(bytes), file(file) {}

  uint64_t remaining() const { return bytes.size() - position; }
  uint64_t offset() const { return position; }

  std::span<const uint8_t> take(uint64_t count, std::string_view what);
  uint8_t u8(std::string_view what) { return take(1, what)[0]; }
  uint16_t u16Little(std::string_view what);
  uint32_t u32Little(std::string_view what);
  uint64_t u64Little(std::string_view what);
  uint32_t u32Big(std::string_view what);

private:
  std::span<const uint8_t> bytes;
  std::string_view file;
  uint64_t position = 0;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_BYTEREADER_H
