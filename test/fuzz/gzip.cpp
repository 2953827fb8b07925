//===- gzip.cpp - any bytes as a compressed file --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// An even first byte: the rest is read as it is. An odd one: it is compressed,
// one of its bytes is changed, and what comes out is as it was or refused.
//
//===----------------------------------------------------------------------===//
#include "runtime/files/Gzip.h"
#include "FuzzTarget.h"

#include <algorithm>
#include <zlib.h>

using namespace plexus;

static constexpr uint64_t limit = 1 << 20;

static host::Bytes expand(std::span<const uint8_t> from) {
  auto source = [&](std::span<uint8_t> into) {
    size_t count = std::min(into.size(), from.size());
    std::copy_n(from.begin(), count, into.begin());
    from = from.subspan(count);
    return count;
  };
  host::GzipReader reader(source, "x.gz", limit);
  host::Bytes all, part(4096);
  while (size_t count = reader.read(part)) {
    all.insert(all.end(), part.begin(), part.begin() + ptrdiff_t(count));
    fuzz::require(all.size() <= limit);
  }
  return all;
}

static host::Bytes compress(std::span<const uint8_t> bytes) {
  z_stream stream = {};
  fuzz::require(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8,
                             Z_DEFAULT_STRATEGY) == Z_OK);
  host::Bytes out(deflateBound(&stream, bytes.size()) + 32);
  stream.next_in = const_cast<uint8_t *>(bytes.data());
  stream.avail_in = uInt(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = uInt(out.size());
  fuzz::require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4)
    return 0;
  std::span<const uint8_t> rest(data + 3, size - 3);
  if (data[0] % 2 == 0) {
    fuzz::accepts([&] { expand(rest); });
    return 0;
  }
  host::Bytes file = compress(rest);
  size_t place = (size_t(data[1]) | size_t(data[0] >> 1) << 8) % file.size();
  file[place] ^= data[2];
  fuzz::accepts([&] {
    host::Bytes found = expand(file);
    fuzz::require(std::ranges::equal(found, rest));
  });
  return 0;
}
