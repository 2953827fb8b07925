//===- Random.cpp - random numbers inside a kernel ------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Random.h"

#include "math/Fnv1a.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace plexus::nn {

IntegerAttr randomStream(Builder &b, StringRef purpose, StringRef path) {
  std::string name = (purpose + ":" + path).str();
  return b.getI32IntegerAttr(static_cast<int32_t>(math::fnv1a32(name)));
}

/// The low and the high word of an i64.
static std::array<IRWord, 2> halves(OpBuilder &b, Location loc, Value wide) {
  Type i32 = b.getI32Type();
  Value shift = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(32));
  Value high = arith::ShRUIOp::create(b, loc, wide, shift);
  return {IRWord(b, loc, arith::TruncIOp::create(b, loc, i32, wide)),
          IRWord(b, loc, arith::TruncIOp::create(b, loc, i32, high))};
}

std::array<IRWord, 2> randomWords(OpBuilder &b, Location loc,
                                  RankedTensorType type, ValueRange indices,
                                  Value seed, Value step, uint32_t stream) {
  Type i64 = b.getI64Type();
  Value number = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(0));
  for (auto [index, size] : llvm::zip(indices, type.getShape())) {
    if (!ShapedType::isDynamic(size)) { // the rows come first: nothing before
      Value scale =
          arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(size));
      number = arith::MulIOp::create(b, loc, number, scale);
    }
    Value wide = arith::IndexCastOp::create(b, loc, i64, index);
    number = arith::AddIOp::create(b, loc, number, wide);
  }
  auto key = halves(b, loc, seed), counter = halves(b, loc, number);
  math::Words4<IRWord> words = math::philox4x32(
      math::Words4<IRWord>{counter[0], counter[1], key[0].literal(stream),
                           halves(b, loc, step)[0]},
      key[0], key[1]);
  return {words.w0, words.w1};
}

} // namespace plexus::nn
