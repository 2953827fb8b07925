//===- File.h - Reading regular files, compressed or not ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_FILE_H
#define PLEXUS_RUNTIME_FILES_FILE_H

#include "runtime/files/Gzip.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

using Bytes = std::vector<uint8_t>;

/// A regular file that is open for reading. A name that ends in `.gz` is
/// decompressed on the way; how far it may expand is said in Gzip.h.
///
/// Errors: NoInput if it is missing, unreadable, a folder, a pipe or a device;
/// InputOutput if reading fails; BadData if the compressed form is damaged.
class InputFile {
public:
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(const InputFile &) = delete;
  InputFile &operator=(const InputFile &) = delete;

  const std::string &path() const { return name; }

  /// Fills `into` from the front; fewer bytes than asked for only at the end.
  size_t read(std::span<uint8_t> into);

  /// Most bytes that the whole file can hold: its size, or the most that its
  /// compressed form may expand to. Bounds every allocation made for it.
  uint64_t most() const;

  /// How many bytes it probably holds; at most `most()`.
  uint64_t likely() const;

private:
  size_t readRaw(std::span<uint8_t> into);

  std::string name;
  int descriptor = -1;
  uint64_t size = 0;
  std::unique_ptr<GzipReader> gzip;
};

/// The whole of a file, decompressed if its name ends in `.gz`.
Bytes readFile(const std::string &path);

/// `path`, or `folder/path` if a folder is given and `path` is relative.
std::string pathIn(const std::string &folder, const std::string &path);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_FILE_H
