//===- Network.cpp - the frame of a network -------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/NN.h"

using namespace mlir;
using namespace plexus::nn;

/// A loss or metric is one number for each row, or one for all.
static LogicalResult verifyRowScalar(Operation *op, StringRef what,
                                     Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getRank() == (hasRows(type) ? 1 : 0)) // loss_c1, metric_c1
    return success();
  return emitError(op->getLoc())
         << "a " << what << " is one number for each row, this is "
         << spell(type) << "; did you mean `mean(...)`?";
}

LogicalResult LossOp::verify() {
  return verifyRowScalar(*this, "loss", getValue());
}

LogicalResult MetricOp::verify() {
  return verifyRowScalar(*this, "metric", getValue());
}
