//===- Idx.h - The IDX files of MNIST and its relatives -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_IDX_H
#define PLEXUS_RUNTIME_FILES_IDX_H

#include "runtime/files/NumberArray.h"

namespace plexus::host {

/// Reads an IDX file: two zero bytes, the type (0x08 u8, 0x09 i8, 0x0B i16,
/// 0x0C i32, 0x0D f32, 0x0E f64), the rank, as many 32-bit dimensions, and the
/// data to the last byte of the file, all big-endian. Errors: BadData, and
/// those of InputFile.
NumberArray readIdx(const std::string &path);

/// The same over bytes that are already there; `file` is for messages.
NumberArray parseIdx(Bytes bytes, const std::string &file);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_IDX_H
