//===- SourceTree.h - The parts of a source's description -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_DATA_SOURCETREE_H
#define PLEXUS_RUNTIME_DATA_SOURCETREE_H

#include <nlohmann/json.hpp>

#include <algorithm>
#include <concepts>

namespace plexus::host {

/// Calls `visit` with every source that a description (Dataset.h) is made of,
/// first those that another computes with; constants are none.
template <typename Json> void forEachSource(Json &source, auto &&visit) {
  if (!source.is_object())
    return;
  for (const char *operand : {"left", "right", "source"})
    if (auto part = source.find(operand); part != source.end())
      forEachSource(*part, visit);
  visit(source);
}

inline bool isStandardise(const nlohmann::json &source) {
  return source.at("kind") == "standardise";
}

/// Whether a source is rows of its own, not computed from others.
inline bool hasRows(const nlohmann::json &source) {
  return source.at("kind") != "op" && !isStandardise(source);
}

/// How many standardisations there are in a source.
inline size_t countStandardise(const nlohmann::json &source) {
  size_t count = 0;
  forEachSource(source, [&](auto &part) { count += isStandardise(part); });
  return count;
}

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_DATA_SOURCETREE_H
