//===- Growth.h - one more statement --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_NETWORKS_GROWTH_H
#define PLEXUS_TEST_NETWORKS_GROWTH_H

#include "test/networks/Sketch.h"

namespace plexus::networks {

/// Adds a random `let` (or a `layer` and its uses) to the sketch; false if what
/// was chosen does not fit what is there.
bool grow(Sketch &sketch);
/// The same with a `Dense`.
bool growDense(Sketch &sketch);

/// Adds a `loss` or `metric`, with a `target` of its own where it takes one.
void addLoss(Sketch &sketch);
void addMetric(Sketch &sketch);

/// All statements of a network.
void sketchNetwork(Sketch &sketch);
/// The network with `train` and the other records that it needs.
std::string networkText(Sketch &sketch);

} // namespace plexus::networks

#endif // PLEXUS_TEST_NETWORKS_GROWTH_H
