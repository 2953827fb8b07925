//===- SafetensorsHeader.h - The JSON at the front of a weights file ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_SAFETENSORSHEADER_H
#define PLEXUS_RUNTIME_FILES_SAFETENSORSHEADER_H

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

/// What the header says about one tensor, not yet checked against anything.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;
  std::vector<uint64_t> shape;
  uint64_t begin = 0, end = 0; ///< bytes of the data
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries; ///< ordered by (begin, end)
  std::map<std::string, std::string> metadata;
};

/// Parses the header as events, without a tree, so its depth costs nothing.
/// `file` is for messages. Errors: BadData.
SafetensorsHeader parseSafetensorsHeader(std::span<const uint8_t> text,
                                         const std::string &file);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_SAFETENSORSHEADER_H
