//===- GivenFile.h - A file in the place of the program's own -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_GIVENFILE_H
#define PLEXUS_RUNTIME_DATA_GIVENFILE_H

#include "runtime/core/plexus.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace plexus::host {

/// A file of rows that a command line names.
struct GivenFile {
  std::string path;
  uint64_t skip = 0; ///< lines of a CSV before its first row
};

/// The source (Dataset.h) of `value` with the file in place of those that
/// `own`, its source in the program's training rows, names: what `own` does to
/// its numbers is done to those of the file. With null, a source of the file's
/// bare numbers. The file is .csv, .npy or IDX (.idx, or a name ending in
/// `ubyte`), each also with .gz.
///
/// A CSV has the delimiter of the program's own, or commas, and holds either
/// the value's columns and nothing else or, where it has more, the columns that
/// the program asks of its own file.
///
/// Errors: Usage for a name of another kind and where `own` computes the value
/// from several files; BadData for a CSV with neither.
nlohmann::json sourceOf(const GivenFile &file, const plx_value &value,
                        const nlohmann::json *own);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_GIVENFILE_H
