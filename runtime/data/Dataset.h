//===- Dataset.h - The rows that a network trains on ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_DATASET_H
#define PLEXUS_RUNTIME_DATA_DATASET_H

#include "runtime/core/plexus.h"
#include "runtime/data/LearntConstants.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

/// All rows of one value, row-major, in the type that entry points read.
class Array {
public:
  Array() = default;
  /// Zeros. OutOfMemory if there is not enough.
  Array(plx_type type, uint64_t rows, uint64_t rowElements);

  plx_type type() const { return elementType; }
  uint64_t rows() const { return rowCount; }
  uint64_t rowElements() const { return width; }
  uint64_t rowBytes() const { return width * elementBytes(); }
  uint64_t elementBytes() const { return elementType == PLX_F64 ? 8 : 4; }

  void *row(uint64_t index) { return storage.get() + index * rowBytes(); }
  const void *row(uint64_t index) const {
    return storage.get() + index * rowBytes();
  }

private:
  struct Free {
    void operator()(std::byte *memory) const {
      ::operator delete(memory, std::align_val_t(PLX_ALIGNMENT));
    }
  };
  plx_type elementType = PLX_F32;
  uint64_t rowCount = 0;
  uint64_t width = 0;
  std::unique_ptr<std::byte[], Free> storage;
};

/// The same rows of several values, in the order in which they were asked for.
struct Rows {
  uint64_t count = 0;
  std::vector<Array> values;
};

struct Dataset {
  Rows train, validation, test; ///< `count` is zero where there is none
};

/// Loads the data that a program's description names.
///
///   data   = { "train": record, "validation": record?, "test": record?,
///              "split": { "validation": part?, "test": part?,
///                         "stratify": NAME?, "seed": n? }? }
///   record = { NAME: source for each of `values` }
///   part   = { "fraction": 0.15 } | { "rows": 5000 }
///   source = { "kind": "csv", "file": F, "columns": [a, b]?, "skip": n?,
///              "delimiter": ","? }
///          | { "kind": "npy" | "idx", "file": F }
///          | { "kind": "table", "rows": [[...], ...] }
///          | { "kind": "op", "op": "+" | "-" | "*" | "/",
///              "left": source | constant, "right": source | constant }
///          | { "kind": "standardise", "source": source }
///   constant = number | [number for each column, ...]
///
/// Relative names are relative to `folder`, or to the working directory if it
/// is empty. Each file is read once. Arithmetic is done in double, element by
/// element, and rounded once to `element` (PLX_F32 or PLX_F64). A value with
/// classes becomes PLX_I32 and has to be a whole number below them. A source
/// fits a value if its rows have as many elements; all values of a record have
/// the same number of rows, at least one. Numbers that are not finite in the
/// element type or not in the range of their value are refused.
///
/// What a source has to learn it learns from the training rows, after the
/// split, in double (Standardise.h), and all three parts are read with that: it
/// goes to `constants`. Where they are there already they are used as they are.
///
/// Errors: BadData naming file and row (`file:line:column` for CSV; rows of
/// other kinds count from zero), those of the readers, and Internal for a
/// description that no compiler writes.
Dataset loadData(const nlohmann::json &data, std::span<const plx_value> values,
                 plx_type element, const std::string &folder,
                 std::optional<LearntConstants> &constants);

/// Whether there is something to learn in the sources of `data`.
bool learnsConstants(const nlohmann::json &data);

/// Loads one value from a source: a file in place of the program's own
/// (GivenFile.h). Errors as above.
Array loadValue(const nlohmann::json &source, const plx_value &value,
                plx_type element, const LearntConstants &constants);

/// Writes one value to .csv or .npy, by the name's ending; Usage for another.
/// The shape of the file is rows x `value`'s shape; a CSV has a line a row.
void saveValue(const std::string &path, const plx_value &value,
               const Array &array);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_DATASET_H
