//===- Origin.cpp - the op of a network from which others come ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Origin.h"

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
