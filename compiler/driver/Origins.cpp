//===- Origins.cpp - where ops come from, for readers ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Origins.h"

#include "dialects/nn/NN.h"
#include "dialects/nn/Origin.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace plexus;
using llvm::StringRef;

static void show(Operation &op) {
  Builder b(op.getContext());
  std::vector<std::string> places = nn::originsInside(&op);
  StringRef origin = nn::originOf(op.getLoc());
  if (places.size() > 1)
    op.setAttr("fused", b.getStringAttr(llvm::join(places, ", ")));
  else if (!origin.empty())
    op.setAttr("from", b.getStringAttr(origin));
}

void driver::showOrigins(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isPrivate())
      show(*function);
    if (function.isDeclaration())
      continue;
    for (Operation &op : function.getBody().front())
      if (isa<nn::NNDialect>(op.getDialect()) ||
          isa<linalg::LinalgOp, tile::KernelOp>(op))
        show(op);
  }
}
