//===- Stopping.cpp - when a training ends early --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Stopping.h"

#include <cmath>

namespace plexus::host {

std::optional<WatchedMetric> findMetric(std::span<const plx_result> results,
                                        std::string_view name) {
  bool validation = name.starts_with("val_");
  if (validation)
    name.remove_prefix(4);
  for (size_t i = 0; i < results.size(); ++i)
    if (name == results[i].name)
      return WatchedMetric{i, validation};
  return std::nullopt;
}

bool Patience::improves(double value, uint64_t step) {
  if (std::isnan(value))
    return false;
  bool better = !best.value ||
                (isSmallerBetter ? value < *best.value : value > *best.value);
  if (better)
    best = {value, step};
  return better;
}

} // namespace plexus::host
