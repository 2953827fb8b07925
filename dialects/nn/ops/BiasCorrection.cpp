//===- BiasCorrection.cpp - the correction of a running mean --------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/BiasCorrection.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace plexus::nn;

SmallVector<Value> BiasCorrectionOp::forward(OpBuilder &b) {
  Location loc = getLoc();
  Type f64 = b.getF64Type(), i64 = b.getI64Type();
  Value one = arith::ConstantOp::create(b, loc, b.getF64FloatAttr(1.0));
  Value zero = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(0));
  Value power = one;
  Value square = arith::ConstantOp::create(b, loc, f64, getBetaAttr());
  for (int bit = 0; bit < 32; ++bit) {
    Value mask =
        arith::ConstantOp::create(b, loc, i64, b.getI64IntegerAttr(1LL << bit));
    Value masked = arith::AndIOp::create(b, loc, getStep(), mask);
    Value isSet =
        arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne, masked, zero);
    Value product = arith::MulFOp::create(b, loc, power, square);
    power = arith::SelectOp::create(b, loc, isSet, product, power);
    square = arith::MulFOp::create(b, loc, square, square);
  }
  Value correction = arith::SubFOp::create(b, loc, one, power);
  if (getType().isF64())
    return {correction};
  return {arith::TruncFOp::create(b, loc, getType(), correction)};
}

#include "dialects/nn/ops/BiasCorrection.ops.inc"
