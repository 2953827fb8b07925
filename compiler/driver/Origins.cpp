//===- Origins.cpp - where ops come from, for readers ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Origins.h"

#include "dialects/nn/NN.h"
#include "dialects/nn/Origin.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace plexus;
using llvm::StringRef;

static bool computes(Operation &op) {
  return !op.hasTrait<OpTrait::ConstantLike>() &&
         !op.hasTrait<OpTrait::IsTerminator>() && op.getNumRegions() == 0 &&
         !isa<memref::LoadOp, memref::StoreOp, memref::ViewOp>(op);
}

/// `hidden: nn.dense`
static std::string placeOf(Location loc) {
  auto name = loc->findInstanceOf<NameLoc>();
  std::string text = name ? name.getName().str() : "";
  return text + (text.empty() ? "" : ": ") + nn::originOf(loc).str();
}

/// What is computed inside the op, in order.
static llvm::SmallVector<std::string> placesInside(Operation &op) {
  llvm::SmallVector<std::string> places;
  op.walk([&](Operation *inner) {
    if (!computes(*inner) || nn::originOf(inner->getLoc()).empty())
      return;
    std::string place = placeOf(inner->getLoc());
    if (!llvm::is_contained(places, place))
      places.push_back(std::move(place));
  });
  return places;
}

static void show(Operation &op) {
  Builder b(op.getContext());
  llvm::SmallVector<std::string> places = placesInside(op);
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
