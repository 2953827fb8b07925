//===- LowerKernels.cpp - loops over vectors of kernels -------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// How a kernel is walked: parts outside, then columns and rows, tile by tile
// (TileCode.h), and what is left of both.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "compiler/transforms/tile/TileCode.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace plexus;
using plexus::tile::KernelOp;

namespace plexus {
#define GEN_PASS_DEF_LOWERKERNELS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// Whether neighbours in the last dimension of a buffer are neighbours in
/// memory.
static bool isContiguous(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return type.getRank() == 0 ||
         (succeeded(type.getStridesAndOffset(strides, offset)) &&
          strides.back() == 1);
}

namespace {
/// How many rows, and vectors of columns, are computed at once.
struct Tile {
  int64_t rows, vectors;
};

/// The loops of one kernel while they are written.
class Loops {
public:
  Loops(KernelOp kernel, unsigned vectorBytes)
      : kernel(kernel), nest(kernel), b(nest.b), loc(nest.loc),
        lanes(tile::lanesOf(vectorBytes, kernel.getInitial().getType())) {
    for (OpOperand &operand :
         kernel->getOpOperands().take_front(kernel.getMaps().size()))
      if (kernel.mapOf(operand).isFunctionOfDim(nest.columnLoop()) &&
          !isContiguous(cast<MemRefType>(operand.get().getType())))
        lanes = 1;
  }

  void write();

private:
  void writeParts();
  void writeOuter(unsigned depth);
  void writeColumnsByRows();
  template <typename Body> void forEachTile(int64_t vectors, Body body);
  void writeColumns(Tile tile);
  bool isTermByTerm();
  void writeRowTermByTerm();
  void writeRows(int64_t rows, ArrayRef<Columns> columns, bool usesPanel);
  template <typename Body>
  void loop(unsigned which, Value from, Value to, int64_t step, Body body);

  KernelOp kernel;
  Nest nest;
  OpBuilder &b;
  Location loc;
  int64_t lanes; ///< of a full vector
};
} // namespace

/// Writes a loop, in whose body the index of `which` is its own.
template <typename Body>
void Loops::loop(unsigned which, Value from, Value to, int64_t step,
                 Body body) {
  auto made = scf::ForOp::create(b, loc, from, to, nest.constant(step));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(made.getBody());
  nest.indices[which] = made.getInductionVar();
  body();
}

void Loops::write() {
  if (kernel.getPart())
    return writeParts();
  nest.firstTerm = nest.constant(0);
  nest.endOfTerms = nest.sizeOf(kernel.sumLoop());
  writeOuter(0);
}

/// A loop over the parts of the sum, the last of which may be shorter; without
/// terms there is one, which is empty. Sums wait for others as the digits of a
/// counter that counts parts in binary: after six parts, one of four (level 2)
/// and one of two (level 1). So the sum of a part is added to those that wait
/// in all levels below the lowest 0 of its number and waits there itself; that
/// of the last part to all that wait, for as many digits as its number has.
void Loops::writeParts() {
  Value all = nest.sizeOf(kernel.sumLoop()), one = nest.constant(1);
  Value size = nest.constant(*kernel.getPart());
  Value before = arith::SubIOp::create(
      b, loc, arith::MaxUIOp::create(b, loc, all, one), one);
  Value last = arith::DivUIOp::create(b, loc, before, size);
  Value count = arith::AddIOp::create(b, loc, last, one);
  auto made = scf::ForOp::create(b, loc, nest.constant(0), count, one);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(made.getBody());
  Value number = made.getInductionVar();
  nest.firstTerm = arith::MulIOp::create(b, loc, number, size);
  nest.endOfTerms = arith::MinUIOp::create(
      b, loc, arith::AddIOp::create(b, loc, nest.firstTerm, size), all);
  Value isLast =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, number, last);
  auto toInteger = [&](Value index) -> Value {
    return arith::IndexCastOp::create(b, loc, b.getI64Type(), index);
  };
  auto toIndex = [&](Value integer) -> Value {
    return arith::IndexCastOp::create(b, loc, b.getIndexType(), integer);
  };
  Value lowestZero = toIndex(math::CountTrailingZerosOp::create(
      b, loc, toInteger(arith::AddIOp::create(b, loc, number, one))));
  Value digits = arith::SubIOp::create(
      b, loc, nest.constant(64),
      toIndex(math::CountLeadingZerosOp::create(b, loc, toInteger(number))));
  Value level = arith::SelectOp::create(b, loc, isLast, digits, lowestZero);
  nest.part = Part{number, isLast, level};
  writeOuter(0);
}

/// The parallel loops outside of rows and columns.
void Loops::writeOuter(unsigned depth) {
  if (depth + 2 >= nest.parallel.size())
    return writeColumnsByRows();
  unsigned which = nest.parallel[depth];
  loop(which, nest.constant(0), nest.sizeOf(which), 1,
       [&] { writeOuter(depth + 1); });
}

/// Where columns are read from a panel, fewer rows than a tile has are too few
/// to fill it for: two at once and twice as many columns, or one and four times
/// as many, or all columns.
void Loops::writeColumnsByRows() {
  int64_t vectors =
      llvm::divideCeil(uint64_t(kernel.getTile()[1]), uint64_t(lanes));
  Tile tile = {kernel.getTile()[0], lanes == 1 ? 1 : vectors};
  if (!kernel.getPanel() || lanes == 1)
    return writeColumns(tile);
  OpBuilder::InsertionGuard guard(b);
  for (Tile few : {Tile{1, 4 * vectors}, Tile{2, 2 * vectors}}) {
    int64_t enough = few.rows == 1 ? 2 : tile.rows;
    Value areFew = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ult,
                                         nest.sizeOf(nest.rowLoop()),
                                         nest.constant(enough));
    auto choice =
        scf::IfOp::create(b, loc, TypeRange(), areFew, /*withElseRegion=*/true);
    b.setInsertionPointToStart(choice.thenBlock());
    if (few.rows == 1 && isTermByTerm())
      writeRowTermByTerm();
    else
      writeColumns(few);
    b.setInsertionPointToStart(choice.elseBlock());
  }
  writeColumns(tile);
}

/// Calls `body` with full vectors, in a loop over tiles of them, and with what
/// is left: full vectors, and one that is as narrow as it can be, whose last
/// lanes may be idle.
template <typename Body> void Loops::forEachTile(int64_t vectors, Body body) {
  int64_t count = nest.columnCount();
  int64_t width = vectors * lanes, full = count / width * width;
  SmallVector<Columns> columns;
  for (int64_t i = 0; i < vectors; ++i)
    columns.push_back({i * lanes, lanes, lanes});
  if (full > 0)
    loop(nest.columnLoop(), nest.constant(0), nest.constant(full), width,
         [&] { body(columns, /*isFull=*/true); });
  columns.clear();
  for (int64_t offset = 0; full + offset < count; offset += lanes) {
    int64_t left = std::min(count - full - offset, lanes);
    columns.push_back({offset, left, int64_t(llvm::PowerOf2Ceil(left))});
  }
  nest.indices[nest.columnLoop()] = nest.constant(full);
  if (!columns.empty())
    body(columns, /*isFull=*/false);
}

void Loops::writeColumns(Tile tile) {
  bool hasPanel =
      kernel.getPanel() && tile.vectors * lanes == kernel.getTile()[1];
  forEachTile(tile.vectors, [&](ArrayRef<Columns> columns, bool isFull) {
    writeRows(tile.rows, columns, hasPanel && isFull);
  });
}

/// Whether one row is better computed term by term: rows of the weight fill
/// half a page or more, which is read from its beginning to its end then, and
/// the sums fit into the panel.
bool Loops::isTermByTerm() {
  int64_t terms = kernel.extentOf(kernel.sumLoop());
  int64_t columns = nest.columnCount();
  unsigned bits = kernel.getInitial().getType().getIntOrFloatBitWidth();
  return !kernel.getPart() && nest.parallel.size() == 2 &&
         !ShapedType::isDynamic(terms) && columns * bits / 8 >= 2048 &&
         terms * kernel.getTile()[1] >= columns;
}

/// One row, a few terms for all columns, then the next terms.
void Loops::writeRowTermByTerm() {
  constexpr int64_t atOnce = 8;
  int64_t vectors = kernel.getTile()[1] / lanes;
  nest.indices[nest.rowLoop()] = nest.constant(0);
  forEachTile(vectors, [&](ArrayRef<Columns> columns, bool) {
    beginRow(nest, columns);
  });
  int64_t terms = kernel.extentOf(kernel.sumLoop());
  int64_t full = terms / atOnce * atOnce;
  auto addTerms = [&](int64_t from, int64_t to, int64_t step) {
    if (from < to)
      loop(kernel.sumLoop(), nest.constant(from), nest.constant(to), step, [&] {
        forEachTile(vectors, [&](ArrayRef<Columns> columns, bool) {
          addToRow(nest, columns, step);
        });
      });
  };
  addTerms(0, full, atOnce);
  addTerms(full, terms, 1);
  forEachTile(vectors, [&](ArrayRef<Columns> columns, bool) {
    finishRow(nest, columns);
  });
}

/// So many rows at once, then the largest power of two below, and so on. The
/// first tile fills the panel.
void Loops::writeRows(int64_t rows, ArrayRef<Columns> columns, bool usesPanel) {
  if (!nest.hasRows())
    return writeTile(nest, 1, columns, Source::Input);
  Value from = nest.constant(0), count = nest.sizeOf(nest.rowLoop());
  if (usesPanel) {
    nest.indices[nest.rowLoop()] = from;
    writeTile(nest, rows, columns, Source::InputToPanel);
    from = nest.constant(rows);
  }
  Source source = usesPanel ? Source::Panel : Source::Input;
  for (; rows > 0; rows = int64_t(llvm::bit_floor(uint64_t(rows - 1)))) {
    Value left = arith::RemUIOp::create(
        b, loc, arith::SubIOp::create(b, loc, count, from),
        nest.constant(rows));
    Value to = arith::SubIOp::create(b, loc, count, left);
    loop(nest.rowLoop(), from, to, rows,
         [&] { writeTile(nest, rows, columns, source); });
    from = to;
  }
}

namespace {
struct LowerKernelsPass : plexus::impl::LowerKernelsBase<LowerKernelsPass> {
  using LowerKernelsBase::LowerKernelsBase;
  void runOnOperation() override {
    WalkResult all = getOperation().walk([&](KernelOp kernel) {
      if (kernel.getPart() && !kernel.getStack()) {
        kernel.emitOpError("needs a stack for its parts");
        return WalkResult::interrupt();
      }
      Loops(kernel, vectorBytes).write();
      kernel.erase();
      return WalkResult::advance();
    });
    if (all.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
