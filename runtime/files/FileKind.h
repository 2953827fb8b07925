//===- FileKind.h - What a file is that is not what it should be ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_FILEKIND_H
#define PLEXUS_RUNTIME_FILES_FILEKIND_H

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace plexus::host {

/// What a reader reads.
enum class Wanted {
  Weights, ///< safetensors
  Array,   ///< NPY or IDX
  Table    ///< text, which is then no other kind
};

/// What a file that starts with these bytes is called, `an HTML page`, or
/// nothing. Of a longer file the first 512 bytes are enough.
std::string_view kindOf(std::string_view start);

/// Throws BadData, `is an HTML page; ...` with what to do, if a file that
/// starts with these bytes is of a kind that is known and another one. A reader
/// calls it for what does not start as its own files do.
void refuseOtherKind(std::string_view start, const std::string &file,
                     Wanted wanted);

/// The bytes that a reader holds, as `start`.
inline std::string_view startOf(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_FILEKIND_H
