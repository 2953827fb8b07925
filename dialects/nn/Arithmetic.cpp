//===- Arithmetic.cpp - operators and functions of elements -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/nn/Arithmetic.h"

using namespace mlir;

#include "dialects/nn/Arithmetic.ops.inc"
