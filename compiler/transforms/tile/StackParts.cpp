//===- StackParts.cpp - memory for sums of parts that wait ----------------===//
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
#define GEN_PASS_DEF_STACKPARTS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {
struct StackPartsPass : plexus::impl::StackPartsBase<StackPartsPass> {
  void runOnOperation() override {
    FailureOr<int64_t> capacity = plexus::calling::capacityOf(
        getOperation()->getParentOfType<ModuleOp>());
    if (failed(capacity))
      return signalPassFailure();
    getOperation().walk([&](KernelOp kernel) {
      if (!kernel.getPart() || kernel.getStack())
        return;
      int64_t terms = kernel.extentOf(kernel.sumLoop());
      if (ShapedType::isDynamic(terms))
        terms = *capacity;
      SmallVector<int64_t> shape{kernel.levelsOf(terms)};
      llvm::append_range(
          shape, cast<MemRefType>(kernel.getOuts()[0].getType()).getShape());
      auto stack = MemRefType::get(shape, kernel.getInitial().getType());
      OpBuilder b(kernel);
      kernel.getStackMutable().assign(
          memref::AllocOp::create(b, kernel.getLoc(), stack));
    });
  }
};
} // namespace
