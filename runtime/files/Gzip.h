//===- Gzip.h - Bounded decompression of .gz files ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_GZIP_H
#define PLEXUS_RUNTIME_FILES_GZIP_H

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace plexus::host {

/// Most bytes that a compressed file of `size` bytes may expand to: 64 MiB and
/// a hundred times its size. Real data stays below (tables of numbers shrink
/// by 3 to 30); what expands further is taken for a bomb and refused, and may
/// still be given decompressed.
uint64_t expansionLimit(uint64_t size);

/// Decompresses a sequence of gzip members. Refused, as BadData: a member that
/// is cut short or damaged (every checksum and length is compared), bytes after
/// the last member that start none, and expansion beyond the limit.
class GzipReader {
public:
  /// Reads compressed bytes; fewer than asked for only at the end.
  using Source = std::function<size_t(std::span<uint8_t>)>;

  GzipReader(Source source, std::string file, uint64_t limit);
  ~GzipReader();

  /// Fills `into` from the front; fewer bytes than asked for only at the end.
  size_t read(std::span<uint8_t> into);

private:
  struct State;
  std::unique_ptr<State> state;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_GZIP_H
