//===- Losses.cpp - losses and metrics of elements ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/nn/Losses.h"

using namespace mlir;

#include "dialects/nn/Losses.ops.inc"
