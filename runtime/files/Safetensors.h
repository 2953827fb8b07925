//===- Safetensors.h - Weights in the safetensors format ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_SAFETENSORS_H
#define PLEXUS_RUNTIME_FILES_SAFETENSORS_H

#include "runtime/core/plexus.h"
#include "runtime/files/File.h"

#include <map>
#include <string_view>

namespace plexus::host {

/// A tensor whose bytes somebody else owns: row-major, little-endian.
struct TensorView {
  std::string name;
  std::string dtype; ///< "F32", "F64", "F16", "BF16", "I64", ...
  std::vector<uint64_t> shape;
  std::span<const uint8_t> bytes;
};

/// Elements that are no finite numbers once they are copied.
struct NotFinite {
  uint64_t inFile = 0;   ///< infinite or not a number there already
  uint64_t tooLarge = 0; ///< for the type they were rounded to
};

/// A safetensors file in memory.
///
/// Accepted is what the format's reference implementation accepts, and in the
/// three places where the written format is stricter than that implementation,
/// what the format says: the header starts with `{`, has no key twice, and its
/// metadata maps strings to strings. So: eight bytes of header length, at most
/// 100 MB; JSON in UTF-8, at most 128 deep; for each tensor a known type, a
/// shape, and a range of bytes of exactly that size; ranges that cover the
/// rest of the file without a hole or an overlap. Numbers that are not finite
/// are accepted here. Errors: BadData, and those of InputFile.
class SafetensorsFile {
public:
  static SafetensorsFile read(const std::string &path);

  /// The same over bytes that are already there; `file` is for messages.
  static SafetensorsFile parse(Bytes bytes, std::string file);

  SafetensorsFile(SafetensorsFile &&) = default;
  SafetensorsFile &operator=(SafetensorsFile &&) = default;

  const std::string &path() const { return file; }

  /// In the order of their bytes. They live as long as this object.
  const std::vector<TensorView> &tensors() const { return views; }
  const std::map<std::string, std::string> &metadata() const { return notes; }

  /// The whole file.
  std::span<const uint8_t> content() const { return bytes; }

  /// Null if there is no such tensor.
  const TensorView *find(std::string_view name) const;

  /// Rounds the elements of `tensor` (F64, F32, F16 or BF16, otherwise
  /// BadData) to `type`, PLX_F32 or PLX_F64, at `out`, and returns how many of
  /// them are not finite there.
  NotFinite copy(const TensorView &tensor, plx_type type, void *out) const;

private:
  SafetensorsFile() = default;

  std::string file;
  Bytes bytes;
  std::vector<TensorView> views;
  std::map<std::string, size_t, std::less<>>
      order; ///< name to place in `views`
  std::map<std::string, std::string> notes;
};

/// The bytes of a file with `tensors` in the order given. Names are distinct
/// and not `__metadata__`; the bytes of each are those of its shape.
Bytes encodeSafetensors(std::span<const TensorView> tensors,
                        const std::map<std::string, std::string> &metadata);

/// Writes such a file through AtomicFile; the one that is there before gets the
/// name `keptAs`, if that is not empty.
void writeSafetensors(const std::string &path,
                      std::span<const TensorView> tensors,
                      const std::map<std::string, std::string> &metadata = {},
                      const std::string &keptAs = {});

/// "F32" or "F64".
const char *dtypeName(plx_type type);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_SAFETENSORS_H
