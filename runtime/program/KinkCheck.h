//===- KinkCheck.h - the slope at a point on a kink ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_KINKCHECK_H
#define PLEXUS_RUNTIME_PROGRAM_KINKCHECK_H

#include "runtime/program/LossAlong.h"

namespace plexus::host {

/// Judges the slope at a point around which the slopes are right. Where it is
/// unlike those next to it the point is on a kink, as that of relu at zero, and
/// what is between those of both sides is right. Each row may stand on a kink
/// of its own and take any slope there, so the bounds are the means of the
/// rows' bounds, not the bounds of the mean: with max(0, w x) at w = 0, rows of
/// x = 1 and x = -1 can raise both slopes of the mean above the zero that is
/// right in every row. On kinks behind kinks, as those of a deep network in a
/// row of zeros, slopes beyond may be right too: it cannot be told.
SlopeCheck checkKink(const LossSetting &setting, const Direction &element,
                     const SlopeLimits &limits);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_KINKCHECK_H
