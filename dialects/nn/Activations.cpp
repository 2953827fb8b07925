//===- Activations.cpp - the ops of activations -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/nn/Activations.h"

using namespace mlir;

#include "dialects/nn/Activations.ops.inc"
