//===- Results.cpp - losses and metrics over many rows --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Results.h"

#include "runtime/session/Model.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace plexus::host {

ResultMeans::ResultMeans(const plx_model &model)
    : model(model), sums(model.result_count) {}

void ResultMeans::add(const void *results, uint64_t rows) {
  for (size_t i = 0; i < sums.size(); ++i)
    sums[i] += loadElement(results, model.element_type, i) * double(rows);
  rowCount += rows;
}

std::vector<double> ResultMeans::finished() const {
  std::vector<double> means(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    double mean = rowCount ? sums[i] / double(rowCount)
                           : std::numeric_limits<double>::quiet_NaN();
    bool root = model.results[i].finish == PLX_ROOT_MEAN;
    means[i] = root ? std::sqrt(mean) : mean;
    if (std::isnan(means[i])) // of one sign, which is not to be shown
      means[i] = std::numeric_limits<double>::quiet_NaN();
  }
  return means;
}

std::string shortNumber(double value) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, value,
                           std::chars_format::general, 4);
  return std::string(text, end.ptr);
}

} // namespace plexus::host
