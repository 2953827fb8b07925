//===- Scalars.h - all numbers that the referee computes with -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_SCALARS_H
#define PLEXUS_TEST_REFEREE_SCALARS_H

#include "test/referee/Adjoint.h"
#include "test/referee/Bounded.h"
#include "test/referee/Dual.h"
#include "test/referee/StrictFloat.h"

/// ROW(scalar) for each of them.
#define PLEXUS_REFEREE_SCALARS(ROW)                                            \
  ROW(Double) ROW(StrictFloat) ROW(Dual) ROW(Adjoint) ROW(Bounded)

#endif // PLEXUS_TEST_REFEREE_SCALARS_H
