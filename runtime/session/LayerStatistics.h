//===- LayerStatistics.h - what a batch says of every layer --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_LAYERSTATISTICS_H
#define PLEXUS_RUNTIME_SESSION_LAYERSTATISTICS_H

#include "runtime/session/Session.h"

#include <array>
#include <string>
#include <vector>

namespace plexus::host {

inline std::span<const plx_layer> layers(const plx_model &model) {
  return {model.layers, model.layer_count};
}

/// The numbers of one layer, by plx_statistic.
using LayerStatistics = std::array<double, PLX_STATISTICS>;

/// Of every layer that a loss depends on, in a training step `step` on the
/// batch.
std::vector<LayerStatistics> layerStatistics(Session &session,
                                             const Batch &batch, uint64_t seed,
                                             uint64_t step);

/// The name of the first layer on the way to the loss with an activation that
/// is not finite; empty where all are.
std::string firstNonFiniteLayer(const plx_model &model,
                                std::span<const LayerStatistics> statistics);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_LAYERSTATISTICS_H
