//===- Standardise.cpp - Rows with mean 0 and deviation 1 -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Standardise.h"

#include "runtime/files/Errors.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plexus::host {

/// Adds up what `term` makes of each number and its column.
static std::vector<double> sums(const RowSource &source,
                                std::span<const uint32_t> rows, auto term) {
  std::vector<double> numbers(source.width()), result(source.width());
  uint64_t count = rows.empty() ? source.rows() : rows.size();
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t row = rows.empty() ? i : rows[i];
    source.read(row, numbers);
    for (size_t column = 0; column < numbers.size(); ++column)
      result[column] += term(numbers[column], row, column);
  }
  return result;
}

/// The largest distance of a number of `column` from `mean`, and its row.
static std::pair<double, uint64_t> farthest(const RowSource &source,
                                            std::span<const uint32_t> rows,
                                            size_t column, double mean) {
  std::pair<double, uint64_t> most = {0, 0};
  sums(source, rows, [&](double x, uint64_t row, size_t at) {
    if (at == column)
      most = std::max(most, {std::abs(x - mean), row});
    return 0.0;
  });
  return most;
}

/// The deviation of a column whose squares are too large or too small to be
/// added up: the same with all distances divided by the largest. 1 for a column
/// without distances.
static double scaledDeviation(const RowSource &source,
                              std::span<const uint32_t> rows, size_t column,
                              double mean, double count) {
  auto [most, row] = farthest(source, rows, column, mean);
  if (!std::isfinite(most))
    source.fail(row, column,
                "`" + shown(source.text(row, column), 40) +
                    "` is too far from the other rows for `standardise`");
  if (most == 0)
    return 1;
  std::vector<double> squares =
      sums(source, rows, [&](double x, uint64_t, size_t at) {
        double part = at == column ? (x - mean) / most : 0;
        return part * part;
      });
  return most * std::sqrt(squares[column] / count);
}

Standardisation learnStandardisation(const RowSource &source,
                                     std::span<const uint32_t> rows) {
  double count = double(rows.empty() ? source.rows() : rows.size());
  Standardisation learnt;
  std::vector<double> &mean = learnt.mean, &deviation = learnt.deviation;
  mean.resize(source.width());
  source.read(rows.empty() ? 0 : rows[0], mean);
  auto distance = [&](double x, uint64_t row, size_t column) {
    if (!std::isfinite(x))
      source.fail(row, column,
                  "`" + shown(source.text(row, column), 40) + "` " +
                      (source.overflowed(row, column)
                           ? "is too large for f64"
                           : "is not a finite number"));
    return x - mean[column];
  };
  std::vector<double> distances = sums(source, rows, distance);
  for (size_t column = 0; column < mean.size(); ++column)
    mean[column] += distances[column] / count;
  deviation = sums(source, rows, [&](double x, uint64_t, size_t column) {
    return (x - mean[column]) * (x - mean[column]);
  });
  for (size_t column = 0; column < deviation.size(); ++column) {
    double &x = deviation[column];
    x = std::sqrt(x / count);
    if (!std::isfinite(x) || x == 0)
      x = scaledDeviation(source, rows, column, mean[column], count);
  }
  return learnt;
}

StandardisedSource::StandardisedSource(std::unique_ptr<RowSource> rows,
                                       Standardisation &constants)
    : source(std::move(rows)), constants(constants) {
  rowCount = source->rows();
  rowWidth = source->width();
  size_t columns = constants.mean.size();
  if (columns != 0 && columns != rowWidth)
    throw Error(Status::BadData, source->file(),
                "has rows of " + counted(rowWidth, "number") +
                    " for `standardise`, whose constants are for rows of " +
                    std::to_string(columns));
}

void StandardisedSource::learn(std::span<const uint32_t> rows) {
  source->learn(rows);
  if (constants.mean.empty())
    constants = learnStandardisation(*source, rows);
}

void StandardisedSource::read(uint64_t row, std::span<double> out) const {
  assert(!constants.mean.empty() && "the constants are learnt before");
  source->read(row, out);
  for (size_t i = 0; i < out.size(); ++i)
    out[i] = (out[i] - constants.mean[i]) / constants.deviation[i];
}

std::string StandardisedSource::text(uint64_t row, uint64_t element) const {
  return "standardise(" + source->text(row, element) + ")";
}

bool StandardisedSource::overflowed(uint64_t row, uint64_t element) const {
  return source->overflowed(row, element) ||
         (std::isfinite(source->number(row, element)) &&
          std::isinf(number(row, element)));
}

void StandardisedSource::fail(uint64_t row, uint64_t element,
                              const std::string &reason) const {
  source->fail(row, element, reason);
}

} // namespace plexus::host
