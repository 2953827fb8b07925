//===- NumberArray.h - Numbers as a file holds them -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_NUMBERARRAY_H
#define PLEXUS_RUNTIME_FILES_NUMBERARRAY_H

#include "runtime/files/File.h"

namespace plexus::host {

enum class NumberType : uint8_t {
  Bool,
  U8,
  I8,
  U16,
  I16,
  U32,
  I32,
  U64,
  I64,
  F16,
  F32,
  F64
};

uint64_t bytesOf(NumberType type);

/// An array in the type, byte order and order of elements of the file it came
/// from, so that a file of bytes stays a byte an element until it is used.
struct NumberArray {
  NumberType type = NumberType::F64;
  bool bigEndian = false;
  bool columnMajor = false; ///< the first index counts fastest
  std::vector<uint64_t> shape;
  Bytes bytes;         ///< the whole file
  uint64_t offset = 0; ///< of the first element in `bytes`

  /// Elements [first, first + out.size()) as doubles, counted with the last
  /// index fastest. 64-bit integers beyond 2^53 are rounded.
  void read(uint64_t first, std::span<double> out) const;

private:
  Bytes gather(uint64_t first, uint64_t count) const;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_NUMBERARRAY_H
