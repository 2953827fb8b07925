//===- LayerStatistics.cpp - what a batch says of every layer ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/LayerStatistics.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

/// A share of units or elements from which a layer is said not to learn.
static constexpr double alarmingShare = 0.5;
/// With fewer rows a unit may be dead by chance: in one row half of them are.
static constexpr uint64_t fewestRows = 8;

std::vector<LayerStatistics> layerStatistics(Session &session,
                                             const Batch &batch, uint64_t seed,
                                             uint64_t step) {
  const plx_model &model = session.model;
  if (!model.statistics)
    return {};
  const void *numbers = session.statistics(batch, seed, step);
  std::vector<LayerStatistics> all(model.layer_count);
  for (size_t layer = 0; layer < all.size(); ++layer)
    for (size_t i = 0; i < PLX_STATISTICS; ++i)
      all[layer][i] =
          loadElement(numbers, model.element_type, layer * PLX_STATISTICS + i);
  return all;
}

static std::string percent(double share) {
  return std::to_string(std::lround(100 * share)) + " %";
}

std::string startAlarm(const plx_layer &layer, const LayerStatistics &numbers,
                       uint64_t rows) {
  std::string name = "layer `" + std::string(layer.name) + "`";
  std::string activation = "`" + std::string(layer.activation) + "`";
  if (!layer.has_gradient)
    return ""; // nothing is to be learnt through it
  if (numbers[PLX_ACTIVATION_NONFINITE] > 0 ||
      numbers[PLX_GRADIENT_NONFINITE] > 0)
    return ""; // the step that follows says so
  if (numbers[PLX_DEAD] >= alarmingShare && rows >= fewestRows)
    return name + " starts with " + percent(numbers[PLX_DEAD]) +
           " of its units dead: the slope of " + activation +
           " is below 0.01 there in every row of the first batch";
  if (numbers[PLX_SATURATED] >= alarmingShare)
    return name + " starts saturated: " + activation +
           " has a slope below 0.01 at " + percent(numbers[PLX_SATURATED]) +
           " of the numbers of the first batch";
  if (numbers[PLX_GRADIENT_ZERO] == 1)
    return "no gradient comes back to " + name + " in the first batch";
  return "";
}

std::string firstNonFiniteLayer(const plx_model &model,
                                std::span<const LayerStatistics> statistics) {
  for (size_t i = 0; i < statistics.size(); ++i)
    if (statistics[i][PLX_ACTIVATION_NONFINITE] > 0)
      return model.layers[i].name;
  return "";
}

} // namespace plexus::host
