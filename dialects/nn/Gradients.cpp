//===- Gradients.cpp - the gradients of the values of a function ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

using namespace mlir;

namespace plexus::nn {

void Gradients::add(Value v, Value gradient) {
  // A formula whose slope is a number alone gives a number: it fits any shape.
  if (gradient.getType() != v.getType()) {
    auto type = cast<RankedTensorType>(v.getType());
    SmallVector<int64_t> all = llvm::to_vector(llvm::seq(type.getRank()));
    gradient = BroadcastOp::create(b, loc, gradient, v, all);
  }
  Value &sum = gradients[v];
  sum = sum ? Value(AddOp::create(b, loc, sum, gradient)) : gradient;
}

} // namespace plexus::nn
