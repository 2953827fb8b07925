//===- PackPanels.cpp - columns that are read again lie side by side ------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Layout.h"
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using plexus::tile::KernelOp;

namespace plexus {
#define GEN_PASS_DEF_PACKPANELS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// The most terms of a sum whose input is this, where at most `capacity` rows
/// are.
static int64_t termsOf(KernelOp kernel, OpOperand &input, int64_t capacity) {
  AffineExpr sum = getAffineDimExpr(kernel.sumLoop(), kernel.getContext());
  unsigned place = *kernel.mapOf(input).getResultPosition(sum);
  int64_t terms = cast<MemRefType>(input.get().getType()).getDimSize(place);
  if (ShapedType::isDynamic(terms))
    terms = capacity;
  return std::min<int64_t>(terms, kernel.getPart().value_or(terms));
}

/// Whether there are several panels of these columns.
static bool hasPanels(KernelOp kernel, OpOperand &input) {
  int64_t columns = cast<MemRefType>(input.get().getType()).getShape().back();
  return columns > kernel.getTile()[1];
}

namespace {
struct PackPanelsPass : plexus::impl::PackPanelsBase<PackPanelsPass> {
  void runOnOperation() override {
    FailureOr<int64_t> capacity = plexus::calling::capacityOf(
        getOperation()->getParentOfType<ModuleOp>());
    if (failed(capacity))
      return signalPassFailure();
    getOperation().walk([&](KernelOp kernel) {
      OpOperand *input = kernel.panelInput();
      if (!input || kernel.getPanel() || !hasPanels(kernel, *input))
        return;
      auto type = cast<MemRefType>(input->get().getType());
      OpBuilder b(kernel);
      auto panel = MemRefType::get(
          {termsOf(kernel, *input, *capacity), kernel.getTile()[1]},
          type.getElementType());
      kernel.getPanelMutable().assign(
          memref::AllocOp::create(b, kernel.getLoc(), panel));
    });
  }
};
} // namespace
