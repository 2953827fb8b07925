//===- Gzip.cpp - Bounded decompression of .gz files ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Gzip.h"
#include "runtime/files/Errors.h"
#include "runtime/files/FileKind.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <zlib.h>

using namespace plexus::host;

uint64_t plexus::host::expansionLimit(uint64_t size) {
  constexpr uint64_t always = uint64_t(64) << 20, ratio = 100;
  return size > (UINT64_MAX - always) / ratio ? UINT64_MAX
                                              : always + ratio * size;
}

struct GzipReader::State {
  Source source;
  std::string file;
  uint64_t limit;
  z_stream stream = {};
  std::array<uint8_t, 65536> input;
  size_t firstSize = 0; ///< of the first input
  bool sourceEnded = false;
  bool inMember = false;
  uint64_t members = 0;
  uint64_t produced = 0;

  State(Source source, std::string file, uint64_t limit)
      : source(std::move(source)), file(std::move(file)), limit(limit) {
    constexpr int gzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzipOnly) != Z_OK)
      throw std::bad_alloc();
  }
  ~State() { inflateEnd(&stream); }

  [[noreturn]] void fail(const std::string &reason) {
    throw Error(Status::BadData, file, reason);
  }

  void refill() {
    if (stream.avail_in > 0 || sourceEnded)
      return;
    size_t count = source(input);
    sourceEnded = count < input.size();
    if (firstSize == 0)
      firstSize = count;
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(count);
  }

  /// Starts the next member; false at the end of the file.
  bool startMember() {
    refill();
    if (stream.avail_in == 0) {
      if (members == 0)
        fail("is empty, which is not gzip data");
      return false;
    }
    inflateReset(&stream);
    return inMember = true;
  }

  [[noreturn]] void failDamaged() {
    std::string_view why = stream.msg ? stream.msg : "unknown";
    if (why != "incorrect header check")
      fail("is damaged gzip data (" + std::string(why) + ")");
    if (members == 0)
      fail("is not gzip data, though its name ends in `.gz`" + seenInstead());
    fail("has other bytes after its gzip data");
  }

  /// "; it is an HTML page" for a first member that is none.
  std::string seenInstead() const {
    std::string_view kind = kindOf(startOf(input).substr(0, firstSize));
    return kind.empty() ? std::string() : "; it is " + std::string(kind);
  }

  /// One call of zlib; returns how many bytes it wrote.
  size_t step(std::span<uint8_t> into) {
    refill();
    stream.next_out = into.data();
    stream.avail_out =
        static_cast<uInt>(std::min<size_t>(into.size(), size_t(1) << 30));
    uInt space = stream.avail_out;
    int result = inflate(&stream, Z_NO_FLUSH);
    size_t wrote = space - stream.avail_out;
    switch (result) {
    case Z_STREAM_END:
      inMember = false;
      ++members;
      break;
    case Z_OK:
    case Z_BUF_ERROR:
      if (wrote == 0 && stream.avail_in == 0 && sourceEnded)
        fail("is cut short: its gzip data does not end");
      break;
    case Z_MEM_ERROR:
      throw std::bad_alloc();
    default: // Z_DATA_ERROR, Z_NEED_DICT, Z_STREAM_ERROR
      failDamaged();
    }
    produced += wrote;
    if (produced > limit)
      fail("expands to more than " + std::to_string(limit) +
           " bytes, which is too much for its size; if that is meant, "
           "decompress it first");
    return wrote;
  }
};

GzipReader::GzipReader(Source source, std::string file, uint64_t limit)
    : state(
          std::make_unique<State>(std::move(source), std::move(file), limit)) {}

GzipReader::~GzipReader() = default;

size_t GzipReader::read(std::span<uint8_t> into) {
  size_t filled = 0;
  while (filled < into.size() && (state->inMember || state->startMember()))
    filled += state->step(into.subspan(filled));
  return filled;
}
