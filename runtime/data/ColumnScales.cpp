//===- ColumnScales.cpp - columns of very different scale -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/ColumnScales.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

static constexpr double largeScale = 10;
static constexpr size_t mostNamed = 3;

namespace {
struct Column {
  std::string name;
  double scale; ///< root of the mean square
};
} // namespace

static double numberAt(const Array &array, uint64_t row, uint64_t column) {
  const void *numbers = array.row(row);
  return array.type() == PLX_F64 ? static_cast<const double *>(numbers)[column]
                                 : static_cast<const float *>(numbers)[column];
}

static double scaleOf(const Array &array, uint64_t column,
                      std::span<const uint32_t> sample) {
  double squares = 0;
  for (uint32_t row : sample) {
    double number = numberAt(array, row, column);
    squares += number * number / double(sample.size());
  }
  return std::sqrt(squares);
}

/// Of all inputs that are numbers, without those that are all zero.
static std::vector<Column> columnsOf(std::span<const plx_value> inputs,
                                     const Rows &rows,
                                     std::span<const uint32_t> sample) {
  std::vector<Column> columns;
  for (size_t v = 0; v < inputs.size(); ++v) {
    if (inputs[v].type == PLX_I32)
      continue;
    for (uint64_t i = 0; i < inputs[v].elements; ++i) {
      std::string name = inputs[v].name;
      if (inputs[v].elements > 1)
        name += "[" + std::to_string(i) + "]";
      if (double scale = scaleOf(rows.values[v], i, sample); scale > 0)
        columns.push_back({name, scale});
    }
  }
  return columns;
}

std::string columnsOfLargeScale(std::span<const plx_value> inputs,
                                const Rows &rows,
                                std::span<const uint32_t> sample) {
  std::vector<Column> columns = columnsOf(inputs, rows, sample);
  if (columns.empty())
    return "";
  std::ranges::sort(columns, std::ranges::greater(), &Column::scale);
  double median = columns[columns.size() / 2].scale;
  std::string text;
  size_t large = 0;
  for (; columns[large].scale > largeScale * median; ++large)
    if (large < mostNamed)
      text += (large ? ", `" : "`") + columns[large].name + "` with " +
              std::to_string(std::llround(columns[large].scale / median)) +
              " times the median column's";
  if (large > mostNamed)
    text += " and " + std::to_string(large - mostNamed) + " more";
  return text;
}

} // namespace plexus::host
