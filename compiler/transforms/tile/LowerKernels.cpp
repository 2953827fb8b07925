//===- LowerKernels.cpp - loops over vectors of kernels -------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
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

namespace {
/// Columns that are computed as one vector.
struct Columns {
  int64_t offset; ///< from the first of the tile
  int64_t count, lanes;

  /// Whether the last lanes hold no columns.
  bool isPartial() const { return count < lanes; }
};

/// How many rows, and vectors of columns, are computed at once.
struct Tile {
  int64_t rows, vectors;
};

/// Where a tile finds the columns of the input that has a panel.
enum class Source {
  Input,
  InputToPanel, ///< in the input, and leaves them in the panel
  Panel
};

/// The loops of one kernel while they are written.
class Loops {
public:
  Loops(KernelOp kernel, unsigned vectorBytes)
      : kernel(kernel), b(kernel), loc(kernel.getLoc()),
        lanes(
            plexus::tile::lanesOf(vectorBytes, kernel.getInitial().getType())),
        parallel(kernel.parallelLoops()), indices(kernel.getSums().size()) {
    for (OpOperand &operand :
         kernel->getOpOperands().take_front(kernel.getMaps().size()))
      if (kernel.mapOf(operand).isFunctionOfDim(parallel.back()) &&
          !isContiguous(cast<MemRefType>(operand.get().getType())))
        lanes = 1;
  }

  void write() {
    if (kernel.getPart())
      writeParts();
    else
      writeOuter(0);
  }

private:
  void writeParts();
  void writeOuter(unsigned depth);
  void writeColumnsByRows();
  void writeColumns(Tile tile);
  void writeRows(int64_t rows, ArrayRef<Columns> columns, bool usesPanel);
  void writeTile(int64_t rows, ArrayRef<Columns> columns, Source source);

  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  Value sizeOf(unsigned loop);
  int64_t columnCount();
  template <typename Body>
  void loop(unsigned which, Value from, Value to, int64_t step, Body body);
  Value maskOf(Columns columns);
  Value load(OpOperand &operand, int64_t row, Columns columns);
  Value loadInput(OpOperand &operand, int64_t row, Columns columns,
                  Source source);
  void store(Value value, OpOperand &operand, int64_t row, Columns columns);
  SmallVector<Value> placeOf(OpOperand &operand, int64_t row, Columns columns);
  void prefetch(OpOperand &operand, int64_t rows, ArrayRef<Columns> columns);
  void prefetchOuts(int64_t rows, ArrayRef<Columns> columns);
  void prefetchTerm(ArrayRef<Columns> columns, Source source);
  SmallVector<Value> onVectors(Region &region, ValueRange arguments,
                               int64_t lanes);
  Value spread(Value scalar, int64_t lanes);
  bool hasRows() const { return parallel.size() > 1; }
  unsigned rowLoop() const { return parallel[parallel.size() - 2]; }
  unsigned columnLoop() const { return parallel.back(); }

  KernelOp kernel;
  OpBuilder b;
  Location loc;
  int64_t lanes; ///< of a full vector
  SmallVector<unsigned> parallel;
  SmallVector<Value> indices;  ///< of the loops: the first of the tile
  Value part;                  ///< the number of the part, if the sum has some
  Value firstTerm, endOfTerms; ///< of the part
};
} // namespace

/// The number of times that a loop runs, from an input that has its dimension.
Value Loops::sizeOf(unsigned loop) {
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

int64_t Loops::columnCount() {
  return cast<MemRefType>(kernel.getOuts().front().getType()).getShape().back();
}

/// Writes a loop, in whose body the index of `which` is its own.
template <typename Body>
void Loops::loop(unsigned which, Value from, Value to, int64_t step,
                 Body body) {
  auto made = scf::ForOp::create(b, loc, from, to, constant(step));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(made.getBody());
  indices[which] = made.getInductionVar();
  body();
}

/// A loop over the parts of the sum, the last of which may be shorter.
void Loops::writeParts() {
  Value all = sizeOf(kernel.sumLoop()), size = constant(*kernel.getPart());
  Value last =
      arith::AddIOp::create(b, loc, all, constant(*kernel.getPart() - 1));
  Value count = arith::DivUIOp::create(b, loc, last, size);
  auto made = scf::ForOp::create(b, loc, constant(0), count, constant(1));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(made.getBody());
  part = made.getInductionVar();
  firstTerm = arith::MulIOp::create(b, loc, part, size);
  endOfTerms = arith::MinUIOp::create(
      b, loc, arith::AddIOp::create(b, loc, firstTerm, size), all);
  writeOuter(0);
}

/// The parallel loops outside of rows and columns.
void Loops::writeOuter(unsigned depth) {
  if (depth + 2 >= parallel.size())
    return writeColumnsByRows();
  loop(parallel[depth], constant(0), sizeOf(parallel[depth]), 1,
       [&] { writeOuter(depth + 1); });
}

/// Where columns are read from a panel, fewer rows than a tile has are too few
/// to fill it for: two at once and twice as many columns, or one and four times
/// as many.
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
                                         sizeOf(rowLoop()), constant(enough));
    auto choice =
        scf::IfOp::create(b, loc, TypeRange(), areFew, /*withElseRegion=*/true);
    b.setInsertionPointToStart(choice.thenBlock());
    writeColumns(few);
    b.setInsertionPointToStart(choice.elseBlock());
  }
  writeColumns(tile);
}

/// Tiles of full vectors, and one of what is left: full vectors, and one that
/// is as narrow as it can be, whose last lanes may be idle.
void Loops::writeColumns(Tile tile) {
  int64_t count = columnCount();
  int64_t width = tile.vectors * lanes, full = count / width * width;
  bool usesPanel = kernel.getPanel() && width == kernel.getTile()[1];
  SmallVector<Columns> columns;
  for (int64_t i = 0; i < tile.vectors; ++i)
    columns.push_back({i * lanes, lanes, lanes});
  if (full > 0)
    loop(columnLoop(), constant(0), constant(full), width,
         [&] { writeRows(tile.rows, columns, usesPanel); });
  columns.clear();
  for (int64_t offset = 0; full + offset < count; offset += lanes) {
    int64_t left = std::min(count - full - offset, lanes);
    columns.push_back({offset, left, int64_t(llvm::PowerOf2Ceil(left))});
  }
  indices[columnLoop()] = constant(full);
  if (!columns.empty())
    writeRows(tile.rows, columns, /*usesPanel=*/false);
}

/// So many rows at once, then the largest power of two below, and so on. The
/// first tile fills the panel.
void Loops::writeRows(int64_t rows, ArrayRef<Columns> columns, bool usesPanel) {
  if (!hasRows())
    return writeTile(1, columns, Source::Input);
  Value from = constant(0), count = sizeOf(rowLoop());
  if (usesPanel) {
    indices[rowLoop()] = from;
    writeTile(rows, columns, Source::InputToPanel);
    from = constant(rows);
  }
  Source source = usesPanel ? Source::Panel : Source::Input;
  for (; rows > 0; rows = int64_t(llvm::bit_floor(uint64_t(rows - 1)))) {
    Value left = arith::RemUIOp::create(
        b, loc, arith::SubIOp::create(b, loc, count, from), constant(rows));
    Value to = arith::SubIOp::create(b, loc, count, left);
    loop(rowLoop(), from, to, rows, [&] { writeTile(rows, columns, source); });
    from = to;
  }
}

/// Where the first of these columns in a row of the tile lies.
SmallVector<Value> Loops::placeOf(OpOperand &operand, int64_t row,
                                  Columns columns) {
  SmallVector<Value> place;
  if (part && kernel.isDpsInit(&operand))
    place.push_back(part);
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

/// A number in all lanes.
Value Loops::spread(Value scalar, int64_t lanes) {
  return vector::BroadcastOp::create(
      b, loc, VectorType::get(lanes, scalar.getType()), scalar);
}

/// Which lanes hold columns.
Value Loops::maskOf(Columns columns) {
  SmallVector<bool> isColumn(columns.lanes, true);
  std::fill(isColumn.begin() + columns.count, isColumn.end(), false);
  return arith::ConstantOp::create(
      b, loc,
      DenseElementsAttr::get(VectorType::get(columns.lanes, b.getI1Type()),
                             isColumn));
}

/// What an operand has in these columns of a row of the tile.
Value Loops::load(OpOperand &operand, int64_t row, Columns columns) {
  SmallVector<Value> place = placeOf(operand, row, columns);
  Value buffer = operand.get();
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  if (columns.lanes == 1 ||
      !kernel.mapOf(operand).isFunctionOfDim(columnLoop()))
    return spread(memref::LoadOp::create(b, loc, buffer, place), columns.lanes);
  auto type = VectorType::get(columns.lanes, element);
  if (!columns.isPartial())
    return vector::LoadOp::create(b, loc, type, buffer, place);
  Value zeros = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
  return vector::MaskedLoadOp::create(b, loc, type, buffer, place,
                                      maskOf(columns), zeros);
}

/// The same of an input of the sum, by way of the panel if it is for it.
Value Loops::loadInput(OpOperand &operand, int64_t row, Columns columns,
                       Source source) {
  if (source == Source::Input || &operand != kernel.panelInput())
    return load(operand, row, columns);
  Value term =
      arith::SubIOp::create(b, loc, indices[kernel.sumLoop()], firstTerm);
  SmallVector<Value> place{term, constant(columns.offset)};
  Value panel = kernel.getPanel();
  if (source == Source::Panel) {
    Type element = cast<MemRefType>(panel.getType()).getElementType();
    return vector::LoadOp::create(
        b, loc, VectorType::get(columns.lanes, element), panel, place);
  }
  Value value = load(operand, row, columns);
  vector::StoreOp::create(b, loc, value, panel, place);
  return value;
}

void Loops::store(Value value, OpOperand &operand, int64_t row,
                  Columns columns) {
  SmallVector<Value> place = placeOf(operand, row, columns);
  if (columns.lanes == 1)
    memref::StoreOp::create(b, loc, vector::ExtractOp::create(b, loc, value, 0),
                            operand.get(), place);
  else if (!columns.isPartial())
    vector::StoreOp::create(b, loc, value, operand.get(), place);
  else
    vector::MaskedStoreOp::create(b, loc, operand.get(), place, maskOf(columns),
                                  value);
}

/// Asks for these elements, each line of the cache once.
void Loops::prefetch(OpOperand &operand, int64_t rows,
                     ArrayRef<Columns> columns) {
  int64_t perLine = plexus::tile::lanesOf(
      cacheLine, cast<MemRefType>(operand.get().getType()).getElementType());
  for (int64_t row = 0; row < rows; ++row)
    for (Columns part : columns)
      if (part.offset % perLine == 0)
        memref::PrefetchOp::create(b, loc, operand.get(),
                                   placeOf(operand, row, part),
                                   /*isWrite=*/false, /*localityHint=*/3,
                                   /*isDataCache=*/true);
}

/// Asks for what the epilogue reads of each row and column of the tile, a
/// weight that is updated for most, while the sum is computed.
void Loops::prefetchOuts(int64_t rows, ArrayRef<Columns> columns) {
  for (OpOperand &operand : kernel.getEpilogueInputsMutable()) {
    AffineMap map = kernel.mapOf(operand);
    if (hasRows() && map.isFunctionOfDim(rowLoop()) &&
        map.isFunctionOfDim(columnLoop()) && isLarge(operand.get()))
      prefetch(operand, rows, columns);
  }
}

/// Asks for columns of a term to come, where they are not in the panel: no
/// cache guesses them, as those of one term lie far from those of the next.
void Loops::prefetchTerm(ArrayRef<Columns> columns, Source source) {
  if (!kernel.getPanel() || source == Source::Panel ||
      !isLarge(kernel.panelInput()->get()))
    return;
  Value &term = indices[kernel.sumLoop()], now = term;
  Value last = arith::SubIOp::create(b, loc, endOfTerms, constant(1));
  term = arith::MinUIOp::create(
      b, loc, arith::AddIOp::create(b, loc, now, constant(termsAhead)), last);
  prefetch(*kernel.panelInput(), /*rows=*/1, columns);
  term = now;
}

/// What a region yields, computed on vectors.
SmallVector<Value> Loops::onVectors(Region &region, ValueRange arguments,
                                    int64_t lanes) {
  Block &block = region.front();
  IRMapping mapping;
  mapping.map(block.getArguments(), arguments);
  auto vectorOf = [&](Value value) {
    if (!mapping.contains(value))
      mapping.map(value, spread(value, lanes));
    return mapping.lookup(value);
  };
  for (Operation &op : block.without_terminator()) {
    if (op.hasTrait<OpTrait::ConstantLike>()) {
      mapping.map(op.getResult(0), spread(b.clone(op)->getResult(0), lanes));
      continue;
    }
    OperationState made(op.getLoc(), op.getName());
    for (Value operand : op.getOperands())
      made.addOperands(vectorOf(operand));
    for (Type type : op.getResultTypes())
      made.addTypes(VectorType::get(lanes, type));
    made.propertiesAttr = op.getPropertiesAsAttribute();
    made.addAttributes(op.getDiscardableAttrDictionary().getValue());
    mapping.map(op.getResults(), b.create(made)->getResults());
  }
  return llvm::map_to_vector(block.getTerminator()->getOperands(), vectorOf);
}

/// The sum of each element in registers, and what follows from it.
void Loops::writeTile(int64_t rows, ArrayRef<Columns> columns, Source source) {
  SmallVector<Value> begin;
  Value initial = arith::ConstantOp::create(b, loc, kernel.getInitial());
  for (int64_t row = 0; row < rows; ++row)
    for (Columns part : columns)
      begin.push_back(spread(initial, part.lanes));
  unsigned sum = kernel.sumLoop();
  if (!part) {
    firstTerm = constant(0);
    endOfTerms = sizeOf(sum);
  }
  auto body = [&](OpBuilder &, Location, Value index, ValueRange sums) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(index.getParentBlock());
    indices[sum] = index;
    prefetchTerm(columns, source);
    SmallVector<Value> next;
    // What several rows or columns have in common is loaded once.
    DenseMap<std::tuple<unsigned, int64_t, int64_t, int64_t>, Value> loaded;
    for (int64_t row = 0; row < rows; ++row)
      for (Columns part : columns) {
        SmallVector<Value> arguments;
        for (OpOperand &operand : kernel.getInputsMutable()) {
          AffineMap map = kernel.mapOf(operand);
          bool ofRow = hasRows() && map.isFunctionOfDim(rowLoop());
          bool ofColumn = map.isFunctionOfDim(columnLoop());
          Value &value = loaded[{operand.getOperandNumber(), ofRow ? row : 0,
                                 ofColumn ? part.offset : 0, part.lanes}];
          if (!value)
            value = loadInput(operand, row, part, source);
          arguments.push_back(value);
        }
        arguments.push_back(sums[next.size()]);
        llvm::append_range(
            next, onVectors(kernel.getAccumulate(), arguments, part.lanes));
      }
    scf::YieldOp::create(b, loc, next);
  };
  prefetchOuts(rows, columns);
  auto made = scf::ForOp::create(b, loc, firstTerm, endOfTerms, constant(1),
                                 begin, body);
  ResultRange sums = made.getResults();
  for (int64_t row = 0; row < rows; ++row)
    for (Columns part : columns) {
      SmallVector<Value> arguments{sums.front()};
      sums = sums.drop_front();
      for (OpOperand &operand : kernel.getEpilogueInputsMutable())
        arguments.push_back(load(operand, row, part));
      for (auto [value, operand] :
           llvm::zip(onVectors(kernel.getEpilogue(), arguments, part.lanes),
                     kernel.getOutsMutable()))
        store(value, operand, row, part);
    }
}

namespace {
struct LowerKernelsPass : plexus::impl::LowerKernelsBase<LowerKernelsPass> {
  using LowerKernelsBase::LowerKernelsBase;
  void runOnOperation() override {
    getOperation().walk([&](KernelOp kernel) {
      Loops(kernel, vectorBytes).write();
      kernel.erase();
    });
  }
};
} // namespace
