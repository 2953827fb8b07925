//===- Stopping.cpp - when a training ends early --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Stopping.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plexus::host {

static bool isErrorWord(std::string_view word) {
  static constexpr std::array<std::string_view, 5> words = {
      "loss", "error", "mse", "rmse", "mae"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool isMinimised(const plx_result &result) {
  if (result.is_loss || result.finish == PLX_ROOT_MEAN)
    return true;
  std::string_view rest = result.name;
  while (true) {
    size_t end = rest.find('_');
    if (isErrorWord(rest.substr(0, end)))
      return true;
    if (end == std::string_view::npos)
      return false;
    rest.remove_prefix(end + 1);
  }
}

std::optional<WatchedMetric> findMetric(std::span<const plx_result> results,
                                        std::string_view name) {
  bool validation = name.starts_with("val_");
  if (validation)
    name.remove_prefix(4);
  for (size_t i = 0; i < results.size(); ++i)
    if (name == results[i].name)
      return WatchedMetric{i, validation, isMinimised(results[i])};
  return std::nullopt;
}

bool Patience::improves(double value, uint64_t step) {
  if (std::isnan(value))
    return false;
  bool better =
      !best.value || (minimised ? value < *best.value : value > *best.value);
  if (better)
    best = {value, step};
  return better;
}

} // namespace plexus::host
