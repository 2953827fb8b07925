//===- LowerTransposes.cpp - square blocks are turned in registers --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace plexus {
#define GEN_PASS_DEF_LOWERTRANSPOSES
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// Whether a buffer of two dimensions is one of `lanes` by `lanes` elements at
/// least that lie one after the other.
static bool hasBlocks(Value buffer, int64_t lanes) {
  auto type = cast<MemRefType>(buffer.getType());
  return type.getRank() == 2 && type.hasStaticShape() &&
         type.getLayout().isIdentity() &&
         llvm::all_of(type.getShape(), [&](int64_t n) { return n >= lanes; });
}

/// The columns of a square block of which these are the rows. A round puts the
/// two halves of the rows together as cards are shuffled, element by element;
/// when each row has met all others, they are columns.
static SmallVector<Value> transposed(OpBuilder &b, Location loc,
                                     SmallVector<Value> rows) {
  auto count = int64_t(rows.size());
  SmallVector<int64_t> low, high;
  for (int64_t i = 0; i < count / 2; ++i) {
    low.append({i, count + i});
    high.append({count / 2 + i, count + count / 2 + i});
  }
  for (int64_t met = 1; met < count; met *= 2) {
    SmallVector<Value> next;
    for (int64_t i = 0; i < count / 2; ++i)
      for (const SmallVector<int64_t> &half : {low, high})
        next.push_back(vector::ShuffleOp::create(b, loc, rows[i],
                                                 rows[i + count / 2], half));
    rows = next;
  }
  return rows;
}

/// A loop over blocks along one dimension, the last of which begins where it
/// just fits: what it has in common with the one before is moved twice.
static void overBlocks(OpBuilder &b, Location loc, int64_t size, int64_t lanes,
                       llvm::function_ref<void(Value first)> body) {
  auto constant = [&](int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  auto made =
      scf::ForOp::create(b, loc, constant(0), constant(size), constant(lanes));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(made.getBody());
  body(arith::MinUIOp::create(b, loc, made.getInductionVar(),
                              constant(size - lanes)));
}

static void lower(linalg::TransposeOp op, int64_t lanes) {
  OpBuilder b(op);
  Location loc = op.getLoc();
  auto from = cast<MemRefType>(op.getInput().getType());
  auto block = VectorType::get(lanes, from.getElementType());
  auto at = [&](Value first, int64_t i) -> Value {
    return arith::AddIOp::create(b, loc, first,
                                 arith::ConstantIndexOp::create(b, loc, i));
  };
  overBlocks(b, loc, from.getDimSize(0), lanes, [&](Value row) {
    overBlocks(b, loc, from.getDimSize(1), lanes, [&](Value column) {
      SmallVector<Value> rows;
      for (int64_t i = 0; i < lanes; ++i)
        rows.push_back(vector::LoadOp::create(b, loc, block, op.getInput(),
                                              ValueRange{at(row, i), column}));
      for (auto [i, moved] : llvm::enumerate(transposed(b, loc, rows)))
        vector::StoreOp::create(b, loc, moved, op.getInit(),
                                ValueRange{at(column, int64_t(i)), row});
    });
  });
  op.erase();
}

namespace {
struct LowerTransposesPass
    : plexus::impl::LowerTransposesBase<LowerTransposesPass> {
  using LowerTransposesBase::LowerTransposesBase;
  void runOnOperation() override {
    getOperation().walk([&](linalg::TransposeOp op) {
      auto type = cast<ShapedType>(op.getInput().getType());
      int64_t lanes = plexus::tile::lanesOf(vectorBytes, type.getElementType());
      if (hasBlocks(op.getInput(), lanes) && hasBlocks(op.getInit(), lanes))
        lower(op, lanes);
    });
  }
};
} // namespace
