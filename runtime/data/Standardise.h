//===- Standardise.h - Rows with mean 0 and deviation 1 -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_STANDARDISE_H
#define PLEXUS_RUNTIME_DATA_STANDARDISE_H

#include "runtime/data/DatasetSources.h"
#include "runtime/data/LearntConstants.h"

namespace plexus::host {

/// Mean and standard deviation of each column over the rows that are named, or
/// all if none is:
///
///   mean = first + sum(x - first) / n
///   deviation = sqrt(sum((x - mean)^2) / n)
///
/// in double and in the order of the rows, with distances divided by the
/// largest before they are squared where their squares would be 0 or infinite.
/// A column that is the same in all of them has the deviation 1, so it becomes
/// 0 (scikit-learn's StandardScaler does the same). Errors: BadData for numbers
/// that are not finite, or too far apart for double.
Standardisation learnStandardisation(const RowSource &source,
                                     std::span<const uint32_t> rows);

/// The rows of another source, standardised.
class StandardisedSource final : public RowSource {
public:
  /// `constants` outlives this object; they are learnt by `learn` where they
  /// are empty, and otherwise as many as the source has columns, or BadData.
  StandardisedSource(std::unique_ptr<RowSource> source,
                     Standardisation &constants);

  void learn(std::span<const uint32_t> rows) override;
  void read(uint64_t row, std::span<double> out) const override;
  std::string file() const override { return source->file(); }
  std::string text(uint64_t row, uint64_t element) const override;
  bool overflowed(uint64_t row, uint64_t element) const override;
  [[noreturn]] void fail(uint64_t row, uint64_t element,
                         const std::string &reason) const override;

private:
  std::unique_ptr<RowSource> source;
  Standardisation &constants;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_STANDARDISE_H
