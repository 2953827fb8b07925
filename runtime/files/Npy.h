//===- Npy.h - NumPy's .npy files -----------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_NPY_H
#define PLEXUS_RUNTIME_FILES_NPY_H

#include "runtime/core/plexus.h"
#include "runtime/files/NumberArray.h"

namespace plexus::host {

/// Reads a .npy file of version 1, 2 or 3 (format: numpy.lib.format). The
/// header is matched by a grammar and never evaluated: a dictionary of exactly
/// `descr`, `fortran_order` and `shape` in any order. Types bool, i1 to i8, u1
/// to u8, f2, f4 and f8, little-endian, in either order of elements; at most
/// `maxFileRank` dimensions. The data has to fill the file to its last byte.
/// Errors: BadData, and those of InputFile.
NumberArray readNpy(const std::string &path);

/// The same over bytes that are already there; `file` is for messages.
NumberArray parseNpy(Bytes bytes, const std::string &file);

/// Writes a version 1 file through AtomicFile. `data` is row-major and has the
/// elements of `shape`.
void writeNpy(const std::string &path, plx_type type,
              std::span<const uint64_t> shape, const void *data);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_NPY_H
