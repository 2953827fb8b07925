//===- Gradients.cpp - the gradients of the values of a function ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Arithmetic.h"
#include "dialects/nn/ops/Broadcast.h"

using namespace mlir;

namespace plexus::nn {

void Gradients::start(Value loss) {
  gradients[loss] = IRTensor(b, loss.getLoc(), loss).literal(1.0);
}

/// Calls what was just built for d/dv after v: `d_fc1.weight`.
static void nameAfter(Value v, Value gradient, Location loc) {
  Operation *op = gradient.getDefiningOp();
  auto name = dyn_cast<NameLoc>(v.getLoc());
  if (!op || !name || op->getLoc() != loc)
    return; // another value's gradient, passed on
  Location place = isa<NameLoc>(loc) ? cast<NameLoc>(loc).getChildLoc() : loc;
  auto text =
      StringAttr::get(loc.getContext(), "d_" + name.getName().getValue());
  op->setLoc(NameLoc::get(text, place));
}

void Gradients::add(Value v, Value gradient) {
  if (gradient.getType() != v.getType()) {
    auto type = cast<RankedTensorType>(v.getType());
    SmallVector<int64_t> all = llvm::to_vector(llvm::seq(type.getRank()));
    gradient = BroadcastOp::create(b, loc, gradient, v, all);
  }
  Value &sum = gradients[v];
  sum = sum ? Value(AddOp::create(b, loc, sum, gradient)) : gradient;
  nameAfter(v, sum, loc);
}

} // namespace plexus::nn
