//===- SourceWords.cpp - what the source calls an op ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/SourceWords.h"

#include "dialects/nn/ops/Network.h"

using namespace plexus;
using llvm::StringRef;

StringRef plexus::driver::sourceNameOf(mlir::Operation &op) {
  if (auto name = op.getAttrOfType<mlir::StringAttr>("name"))
    return name.getValue();
  // The parameters of a layer stand in its path; its value may have the name of
  // a `let`.
  for (mlir::Value operand : llvm::reverse(op.getOperands()))
    if (auto parameter = operand.getDefiningOp<nn::ParameterOp>())
      return parameter.getName().rsplit('.').first;
  auto named = mlir::dyn_cast<mlir::NameLoc>(op.getLoc());
  return named ? named.getName().getValue() : StringRef();
}

StringRef plexus::driver::sourceWordOf(mlir::Operation &op) {
  if (auto *word = op.getName().getInterface<nn::WordInterface>())
    if (!word->word().spelling.empty())
      return word->word().spelling;
  return op.getName().stripDialect();
}
