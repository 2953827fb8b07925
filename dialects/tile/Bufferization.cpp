//===- Bufferization.cpp - kernels on tensors become kernels on buffers ---===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/tile/Tile.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace plexus::tile;

namespace {
struct KernelModel
    : DstBufferizableOpInterfaceExternalModel<KernelModel, KernelOp> {
  /// What outputs held is not read.
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    return !cast<KernelOp>(op).isDpsInit(&operand);
  }

  /// Whether all of these are read and written at one element at a time.
  bool bufferizesToElementwiseAccess(Operation *op, const AnalysisState &,
                                     ArrayRef<OpOperand *> operands) const {
    auto kernel = cast<KernelOp>(op);
    AffineMap written = kernel.mapOf(*kernel.getDpsInitOperand(0));
    return llvm::all_of(operands, [&](OpOperand *operand) {
      return kernel.mapOf(*operand) == written;
    });
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto kernel = cast<KernelOp>(op);
    SmallVector<Value> buffers;
    for (Value operand : kernel->getOperands()) {
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      buffers.push_back(*buffer);
    }
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    OperationState made(op->getLoc(), op->getName(), buffers, TypeRange());
    made.propertiesAttr = op->getPropertiesAsAttribute();
    made.addAttributes(op->getDiscardableAttrDictionary().getValue());
    for (Region &region : op->getRegions())
      made.addRegion()->takeBody(region);
    rewriter.create(made);
    replaceOpWithBufferizedValues(
        rewriter, op, ArrayRef(buffers).take_back(kernel.getOuts().size()));
    return success();
  }
};
} // namespace

void plexus::tile::registerBufferization(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, TileDialect *) {
    KernelOp::attachInterface<KernelModel>(*context);
  });
}
