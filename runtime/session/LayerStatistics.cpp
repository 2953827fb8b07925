//===- LayerStatistics.cpp - what a batch says of every layer ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/LayerStatistics.h"

namespace plexus::host {

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

std::string firstNonFiniteLayer(const plx_model &model,
                                std::span<const LayerStatistics> statistics) {
  for (size_t i = 0; i < statistics.size(); ++i)
    if (statistics[i][PLX_ACTIVATION_NONFINITE] > 0)
      return model.layers[i].name;
  return "";
}

} // namespace plexus::host
