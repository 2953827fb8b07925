//===- Sources.h - Descriptions of data for the tests ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_UNIT_FILES_SOURCES_H
#define PLEXUS_TEST_UNIT_FILES_SOURCES_H

#include "runtime/data/Dataset.h"

#include <nlohmann/json.hpp>

namespace plexus::host::sources {
using nlohmann::json;

inline const uint64_t two[] = {2}, square[] = {1, 2, 1};

/// x: two numbers a row, y: an index of three classes.
inline const plx_value xy[] = {{"x", two, 1, PLX_F32, 2, 0, 0, 0},
                               {"y", nullptr, 0, PLX_I32, 1, 3, 0, 0}};
inline const plx_value onlyX[] = {xy[0]};

template <typename T> std::vector<T> all(const Array &array) {
  if (array.rows() == 0)
    return {};
  const T *first = static_cast<const T *>(array.row(0));
  return {first, first + array.rows() * array.rowElements()};
}

inline json csv(const std::string &file, uint64_t begin, uint64_t end) {
  return {{"kind", "csv"}, {"file", file}, {"columns", {begin, end}}};
}

inline json table(json rows) { return {{"kind", "table"}, {"rows", rows}}; }

inline json op(const char *name, json left, json right) {
  return {{"kind", "op"}, {"op", name}, {"left", left}, {"right", right}};
}

inline json training(json x) { return {{"train", {{"x", x}}}}; }

/// Loads data that learns what it has to learn.
inline Dataset load(const json &data, std::span<const plx_value> values,
                    plx_type element, const std::string &folder = {}) {
  std::optional<LearntConstants> constants;
  return loadData(data, values, element, folder, constants);
}

inline json standardise(json source) {
  return {{"kind", "standardise"}, {"source", source}};
}
} // namespace plexus::host::sources

#endif // PLEXUS_TEST_UNIT_FILES_SOURCES_H
