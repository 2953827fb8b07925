//===- Statistics.h - what a batch says of every layer --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_GRAD_STATISTICS_H
#define PLEXUS_COMPILER_TRANSFORMS_GRAD_STATISTICS_H

#include "dialects/nn/ops/Network.h"

namespace plexus {

/// The results of the entry point `statistics` for one layer, in order.
enum class Statistic {
#define LAYER_STATISTIC(ENUMERATOR, NAME, PLACE) ENUMERATOR,
#include "compiler/transforms/grad/Statistics.def"
};

/// Builds the entry point `statistics`, of a training step. Its attribute
/// `nn.layers` lists the layers: name, activation, whether that is `relu_like`,
/// whether there is a gradient. Without a layer there is no entry point.
void buildStatistics(nn::NetworkOp network);

} // namespace plexus

#endif
