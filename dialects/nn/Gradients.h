//===- Gradients.h - the gradients of the values of a function ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_GRADIENTS_H
#define PLEXUS_DIALECTS_NN_GRADIENTS_H

#include "dialects/nn/IRTensor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace plexus::nn {

/// Reverse accumulation: what the backward rule of an op reads and adds to.
/// `d` below is short for the derivative of the total loss.
class Gradients {
public:
  Gradients(mlir::OpBuilder &b, llvm::DenseSet<mlir::Value> needed)
      : b(b), loc(b.getUnknownLoc()), needed(std::move(needed)) {}

  mlir::OpBuilder &b;
  /// Where the op stands in the source whose rule is at work.
  mlir::Location loc;

  /// Whether a parameter that is trained is reached through v.
  bool needs(mlir::Value v) const { return needed.contains(v); }
  /// d/dv as added so far; null if nothing was.
  mlir::Value of(mlir::Value v) const { return gradients.lookup(v); }
  /// The derivative of the loss in itself is the number 1.
  void start(mlir::Value loss);
  /// Adds to d/dv. `gradient` has the shape of v, or is a number.
  void add(mlir::Value v, mlir::Value gradient);
  IRTensor expression(mlir::Value v) { return IRTensor(b, loc, v); }

private:
  llvm::DenseSet<mlir::Value> needed;
  llvm::DenseMap<mlir::Value, mlir::Value> gradients;
};

} // namespace plexus::nn

#endif
