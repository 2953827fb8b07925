//===- NN.cpp - the dialect of networks -----------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus::nn;

#include "dialects/nn/NNDialect.cpp.inc"
#include "dialects/nn/NNInterfaces.cpp.inc"

// Each table of ops adds them in its own object file, see Table.ops.inc.in.
namespace plexus::nn {
#define TABLE(Name) void add##Name(NNDialect &dialect);
#include "dialects/nn/Tables.inc"
#undef TABLE
} // namespace plexus::nn

void NNDialect::initialize() {
#define TABLE(Name) add##Name(*this);
#include "dialects/nn/Tables.inc"
#undef TABLE
}
