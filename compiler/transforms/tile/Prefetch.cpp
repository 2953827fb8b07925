//===- Prefetch.cpp - what a tile asks of memory early --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/tile/Prefetch.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace plexus;

/// Bytes that memory is fetched in.
static constexpr unsigned cacheLine = 64;
/// Bytes that a first-level cache holds; most hold more.
static constexpr int64_t firstLevel = 32 << 10;
/// So many terms of a sum take longer than memory takes to answer.
static constexpr int64_t termsAhead = 16;

/// Whether a buffer is likely not to be in the first cache when it is read.
static bool isLarge(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  return !type.hasStaticShape() ||
         type.getNumElements() * type.getElementTypeBitWidth() / 8 > firstLevel;
}

static int64_t elementsOfLine(Value buffer) {
  return tile::lanesOf(cacheLine,
                       cast<MemRefType>(buffer.getType()).getElementType());
}

/// Asks for an element, to be in the first cache (3) or in the second (2).
static void prefetch(Nest &nest, Value buffer, ValueRange place,
                     unsigned locality) {
  memref::PrefetchOp::create(nest.b, nest.loc, buffer, place,
                             /*isWrite=*/false, locality,
                             /*isDataCache=*/true);
}

/// Asks for these elements, each line of the cache once.
static void prefetch(Nest &nest, OpOperand &operand, int64_t rows,
                     ArrayRef<Columns> columns) {
  for (int64_t row = 0; row < rows; ++row)
    for (Columns vector : columns)
      if (vector.offset % elementsOfLine(operand.get()) == 0)
        prefetch(nest, operand.get(), nest.placeOf(operand, row, vector), 3);
}

void plexus::prefetchEpilogueInputs(Nest &nest, int64_t rows,
                                    ArrayRef<Columns> columns) {
  for (OpOperand &operand : nest.kernel.getEpilogueInputsMutable()) {
    AffineMap map = nest.kernel.mapOf(operand);
    if (nest.hasRows() && map.isFunctionOfDim(nest.rowLoop()) &&
        map.isFunctionOfDim(nest.columnLoop()) && isLarge(operand.get()))
      prefetch(nest, operand, rows, columns);
  }
}

void plexus::prefetchTerm(Nest &nest, ArrayRef<Columns> columns) {
  OpOperand *input = nest.kernel.panelInput();
  if (!isLarge(input->get()))
    return;
  OpBuilder &b = nest.b;
  Location loc = nest.loc;
  Value &term = nest.indices[nest.kernel.sumLoop()], now = term;
  Value last = arith::SubIOp::create(b, loc, nest.endOfTerms, nest.constant(1));
  term = arith::MinUIOp::create(
      b, loc, arith::AddIOp::create(b, loc, now, nest.constant(termsAhead)),
      last);
  prefetch(nest, *input, /*rows=*/1, columns);
  term = now;
}

/// Whether an input is a matrix with a row for each term of the sum.
static bool hasRowOfTerm(Nest &nest, OpOperand &input) {
  AffineMap map = nest.kernel.mapOf(input);
  auto type = cast<MemRefType>(input.get().getType());
  return map.getNumResults() == 2 && !type.isDynamicDim(1) &&
         map.getResult(0) == nest.b.getAffineDimExpr(nest.kernel.sumLoop());
}

static int64_t divideCeil(int64_t a, int64_t b) { return (a + b - 1) / b; }

void plexus::prefetchNextPart(Nest &nest) {
  if (nest.parallel.size() != 2)
    return;
  OpBuilder &b = nest.b;
  Location loc = nest.loc;
  ArrayRef<int64_t> tile = nest.kernel.getTile();
  int64_t terms = *nest.kernel.getPart();
  int64_t below = divideCeil(nest.kernel.extentOf(nest.rowLoop()), tile[0]);
  int64_t tiles = below * divideCeil(nest.columnCount(), tile[1]);
  auto divide = [&](Value a, int64_t by) -> Value {
    return arith::DivUIOp::create(b, loc, a, nest.constant(by));
  };
  auto multiply = [&](Value a, int64_t by) -> Value {
    return arith::MulIOp::create(b, loc, a, nest.constant(by));
  };
  auto add = [&](Value a, Value with) -> Value {
    return arith::AddIOp::create(b, loc, a, with);
  };
  Value number =
      add(multiply(divide(nest.indices[nest.columnLoop()], tile[1]), below),
          divide(nest.indices[nest.rowLoop()], tile[0]));
  Value from = add(nest.endOfTerms, divide(multiply(number, terms), tiles));
  Value to = arith::MinUIOp::create(
      b, loc, add(from, nest.constant(divideCeil(terms, tiles))),
      nest.sizeOf(nest.kernel.sumLoop()));
  auto term = scf::ForOp::create(b, loc, from, to, nest.constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(term.getBody());
  for (OpOperand &input : nest.kernel.getInputsMutable()) {
    if (!hasRowOfTerm(nest, input))
      continue;
    int64_t columns = cast<MemRefType>(input.get().getType()).getDimSize(1);
    auto line =
        scf::ForOp::create(b, loc, nest.constant(0), nest.constant(columns),
                           nest.constant(elementsOfLine(input.get())));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(line.getBody());
    prefetch(nest, input.get(),
             {term.getInductionVar(), line.getInductionVar()}, 2);
  }
}
