//===- Nest.cpp - the loops around a tile of a kernel ---------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/tile/Nest.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace plexus;

Value Nest::constant(int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

Value Nest::sizeOf(unsigned loop) {
  for (OpOperand &operand : kernel.getInputsMutable())
    if (auto place =
            kernel.mapOf(operand).getResultPosition(b.getAffineDimExpr(loop))) {
      auto type = cast<MemRefType>(operand.get().getType());
      if (!type.isDynamicDim(*place))
        return constant(type.getDimSize(*place));
      return memref::DimOp::create(b, loc, operand.get(), *place);
    }
  llvm_unreachable("a loop of which no input has the dimension");
}

int64_t Nest::columnCount() {
  return cast<MemRefType>(kernel.getOuts().front().getType()).getShape().back();
}

SmallVector<Value> Nest::placeOf(OpOperand &operand, int64_t row,
                                 Columns columns) {
  SmallVector<Value> place;
  for (AffineExpr dim : kernel.mapOf(operand).getResults()) {
    unsigned which = cast<AffineDimExpr>(dim).getPosition();
    int64_t offset = which == columnLoop()             ? columns.offset
                     : hasRows() && which == rowLoop() ? row
                                                       : 0;
    Value index = indices[which];
    place.push_back(offset == 0 ? index
                                : Value(arith::AddIOp::create(
                                      b, loc, index, constant(offset))));
  }
  return place;
}
