//===- Results.h - losses and metrics over many rows ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_RESULTS_H
#define PLEXUS_RUNTIME_SESSION_RESULTS_H

#include "runtime/core/plexus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace plexus::host {

/// Means of every result over the rows of several calls, in double. Each call
/// counts by its rows, so a last smaller batch is exact.
class ResultMeans {
public:
  explicit ResultMeans(const plx_model &model);

  /// Adds what one call left in plx_call.results.
  void add(const void *results, uint64_t rows);

  uint64_t rows() const { return rowCount; }

  /// What has been added up, to go on from there later.
  const std::vector<double> &totals() const { return sums; }
  void resume(std::vector<double> totals, uint64_t rows) {
    sums = std::move(totals);
    rowCount = rows;
  }

  /// One number for each result, after plx_finish; nan without a row.
  std::vector<double> finished() const;

private:
  const plx_model &model;
  std::vector<double> sums;
  uint64_t rowCount = 0;
};

/// `value` with four significant digits, for people: 0.04213, 97.41, 1.2e-05.
std::string shortNumber(double value);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_RESULTS_H
