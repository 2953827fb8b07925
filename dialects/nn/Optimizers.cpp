//===- Optimizers.cpp - updates of parameters ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/nn/Optimizers.h"

using namespace mlir;

#include "dialects/nn/Optimizers.ops.inc"
