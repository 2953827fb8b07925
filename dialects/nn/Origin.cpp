//===- Origin.cpp - the op of a network from which others come ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Origin.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

StringRef plexus::nn::originOf(Location loc) {
  if (auto named = dyn_cast<NameLoc>(loc))
    return originOf(named.getChildLoc());
  if (auto fused = dyn_cast<FusedLoc>(loc))
    if (auto origin = dyn_cast_or_null<StringAttr>(fused.getMetadata()))
      return origin.getValue();
  return {};
}

Location plexus::nn::locationFor(Operation *op) {
  Location loc = op->getLoc();
  if (!originOf(loc).empty())
    return loc;
  // Inside the name, which what is built keeps or replaces by its own.
  auto named = dyn_cast<NameLoc>(loc);
  Location place = named ? named.getChildLoc() : loc;
  place =
      FusedLoc::get({place}, op->getName().getIdentifier(), op->getContext());
  return named ? Location(NameLoc::get(named.getName(), place)) : place;
}

static bool computes(Operation &op) {
  return !op.hasTrait<OpTrait::ConstantLike>() &&
         !op.hasTrait<OpTrait::IsTerminator>() && op.getNumRegions() == 0 &&
         !isa<memref::LoadOp, memref::StoreOp, memref::ViewOp>(op);
}

/// `hidden: nn.dense`
static std::string placeOf(Location loc) {
  auto name = loc->findInstanceOf<NameLoc>();
  std::string text = name ? name.getName().str() : "";
  return text + (text.empty() ? "" : ": ") + plexus::nn::originOf(loc).str();
}

std::vector<std::string> plexus::nn::originsInside(Operation *op) {
  std::vector<std::string> places;
  op->walk([&](Operation *inner) {
    if (!computes(*inner) || originOf(inner->getLoc()).empty())
      return;
    std::string place = placeOf(inner->getLoc());
    if (!llvm::is_contained(places, place))
      places.push_back(std::move(place));
  });
  return places;
}
