//===- Split.h - Which rows train, which validate, which test -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_SPLIT_H
#define PLEXUS_RUNTIME_DATA_SPLIT_H

#include <cstdint>
#include <span>
#include <vector>

namespace plexus::host {

/// How many rows a part takes: a fraction of all, or a number.
struct SplitPart {
  double fraction = 0;
  uint64_t rows = 0; ///< used if the fraction is zero

  bool wanted() const { return fraction > 0 || rows > 0; }
};

/// Each row is in exactly one part; each part is ascending.
struct SplitRows {
  std::vector<uint32_t> train, validation, test;
};

/// Draws `validation` and `test` from `rows` rows; the others train.
///
/// Fractions become numbers of rows by largest remainder (ties: validation,
/// test, train). With `labels` (one a row, otherwise empty) every part has each
/// class in proportion, again by largest remainder (ties: the lower class).
/// The rows are visited in the order permutation(rows, seed, splitStream, 0),
/// and each goes to the first part that still wants its class.
///
/// Errors: BadData if a part that is wanted gets no row, or none is left to
/// train.
SplitRows randomSplit(uint32_t rows, SplitPart validation, SplitPart test,
                      std::span<const int32_t> labels, uint64_t seed);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_SPLIT_H
