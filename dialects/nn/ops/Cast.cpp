//===- Cast.cpp - classes as numbers --------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Cast.h"
#include "dialects/nn/Structured.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace plexus::nn;

LogicalResult CastOp::verify() {
  auto x = cast<RankedTensorType>(getX().getType());
  auto y = cast<RankedTensorType>(getY().getType());
  if (x.getShape() != y.getShape()) // cast_c1
    return emitOpError() << "makes " << y << " of " << x;
  return success();
}

SmallVector<Value> CastOp::forward(OpBuilder &b) {
  auto type = cast<RankedTensorType>(getY().getType());
  AffineMap identity = b.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  Value empty = emptyTensor(b, getLoc(), type, getX());
  auto generic = linalg::GenericOp::create(
      b, getLoc(), TypeRange{type}, getX(), ValueRange{empty},
      ArrayRef{identity, identity}, iterators,
      [&](OpBuilder &b, Location loc, ValueRange arguments) {
        Value number = arith::SIToFPOp::create(b, loc, type.getElementType(),
                                               arguments[0]);
        linalg::YieldOp::create(b, loc, number);
      });
  return {generic.getResult(0)};
}

#include "dialects/nn/ops/Cast.ops.inc"
