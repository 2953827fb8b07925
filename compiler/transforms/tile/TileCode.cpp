//===- TileCode.cpp - the code of one tile of a kernel --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/tile/TileCode.h"
#include "compiler/transforms/tile/Prefetch.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace plexus;

namespace {
/// A tile while it is written.
class TileCode {
public:
  TileCode(Nest &nest, int64_t rows, ArrayRef<Columns> columns, Source source)
      : nest(nest), kernel(nest.kernel), b(nest.b), loc(nest.loc), rows(rows),
        columns(columns), source(source) {}

  void write();
  void beginRow();
  void addToRow(int64_t terms);
  void finishRow();

private:
  /// What `make` makes of each vector of the tile.
  template <typename Make> SmallVector<Value> forEachVector(Make make) {
    SmallVector<Value> made;
    for (int64_t row = 0; row < rows; ++row)
      for (Columns vector : columns)
        made.push_back(make(row, vector, made.size()));
    return made;
  }

  SmallVector<Value> sum();
  SmallVector<Value> addTerm(ValueRange sums);
  SmallVector<Value> addWaiting(ValueRange sums);
  void wait(ValueRange sums);
  void finish(ValueRange sums);

  Value maskOf(Columns vector);
  Value load(OpOperand &operand, int64_t row, Columns vector);
  Value load(Value buffer, ValueRange place, Columns vector);
  Value loadInput(OpOperand &operand, int64_t row, Columns vector);
  void store(Value value, Value buffer, ValueRange place, Columns vector);
  SmallVector<Value> placeInStack(Value level, int64_t row, Columns vector);
  SmallVector<Value> placeInRow(Columns vector);
  SmallVector<Value> loadRow();
  void storeRow(ValueRange sums);
  SmallVector<Value> initialSums();
  SmallVector<Value> onVectors(Region &region, ValueRange arguments,
                               int64_t lanes);
  Value spread(Value scalar, int64_t lanes);

  Nest &nest;
  tile::KernelOp kernel;
  OpBuilder &b;
  Location loc;
  int64_t rows;
  ArrayRef<Columns> columns;
  Source source;
};
} // namespace

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// A number in all lanes.
Value TileCode::spread(Value scalar, int64_t lanes) {
  return vector::BroadcastOp::create(
      b, loc, VectorType::get(lanes, scalar.getType()), scalar);
}

/// Which lanes hold columns.
Value TileCode::maskOf(Columns vector) {
  SmallVector<bool> isColumn(vector.lanes, true);
  std::fill(isColumn.begin() + vector.count, isColumn.end(), false);
  return arith::ConstantOp::create(
      b, loc,
      DenseElementsAttr::get(VectorType::get(vector.lanes, b.getI1Type()),
                             isColumn));
}

/// What an operand has in these columns of a row of the tile.
Value TileCode::load(OpOperand &operand, int64_t row, Columns vector) {
  SmallVector<Value> place = nest.placeOf(operand, row, vector);
  if (kernel.mapOf(operand).isFunctionOfDim(nest.columnLoop()))
    return load(operand.get(), place, vector);
  return spread(memref::LoadOp::create(b, loc, operand.get(), place),
                vector.lanes);
}

/// What a buffer has in these columns from a place on.
Value TileCode::load(Value buffer, ValueRange place, Columns vector) {
  if (vector.lanes == 1)
    return spread(memref::LoadOp::create(b, loc, buffer, place), 1);
  auto type = VectorType::get(
      vector.lanes, cast<MemRefType>(buffer.getType()).getElementType());
  if (!vector.isPartial())
    return vector::LoadOp::create(b, loc, type, buffer, place);
  Value zeros = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
  return vector::MaskedLoadOp::create(b, loc, type, buffer, place,
                                      maskOf(vector), zeros);
}

/// The same of an input of the sum, by way of the panel if it is for it.
Value TileCode::loadInput(OpOperand &operand, int64_t row, Columns vector) {
  if (source == Source::Input || &operand != kernel.panelInput())
    return load(operand, row, vector);
  Value term = arith::SubIOp::create(b, loc, nest.indices[kernel.sumLoop()],
                                     nest.firstTerm);
  SmallVector<Value> place{term, nest.constant(vector.offset)};
  if (source == Source::Panel)
    return load(kernel.getPanel(), place, vector);
  Value value = load(operand, row, vector);
  store(value, kernel.getPanel(), place, vector);
  return value;
}

void TileCode::store(Value value, Value buffer, ValueRange place,
                     Columns vector) {
  if (vector.lanes == 1)
    memref::StoreOp::create(b, loc, vector::ExtractOp::create(b, loc, value, 0),
                            buffer, place);
  else if (!vector.isPartial())
    vector::StoreOp::create(b, loc, value, buffer, place);
  else
    vector::MaskedStoreOp::create(b, loc, buffer, place, maskOf(vector), value);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// What a region yields, computed on vectors. What all elements have in common
/// stays a scalar: the condition of a select above all. A vector of equal bits
/// would make of an update, which is for all elements or for none, a masked
/// store, slow on many machines.
SmallVector<Value> TileCode::onVectors(Region &region, ValueRange arguments,
                                       int64_t lanes) {
  Block &block = region.front();
  IRMapping mapping;
  mapping.map(block.getArguments(), arguments);
  auto isVector = [&](Value value) {
    return isa<VectorType>(mapping.lookupOrDefault(value).getType());
  };
  auto vectorOf = [&](Value value) {
    Value mapped = mapping.lookupOrDefault(value);
    return isVector(value) ? mapped : spread(mapped, lanes);
  };
  for (Operation &op : block.without_terminator()) {
    if (llvm::none_of(op.getOperands(), isVector)) {
      b.clone(op, mapping);
      continue;
    }
    bool isChoice = isa<arith::SelectOp>(op) && !isVector(op.getOperand(0));
    OperationState made(op.getLoc(), op.getName());
    for (Value operand : op.getOperands())
      made.addOperands(isChoice && made.operands.empty()
                           ? mapping.lookupOrDefault(operand)
                           : vectorOf(operand));
    for (Type type : op.getResultTypes())
      made.addTypes(VectorType::get(lanes, type));
    made.propertiesAttr = op.getPropertiesAsAttribute();
    made.addAttributes(op.getDiscardableAttrDictionary().getValue());
    mapping.map(op.getResults(), b.create(made)->getResults());
  }
  return llvm::map_to_vector(block.getTerminator()->getOperands(), vectorOf);
}

/// The sums so far and the term that the nest is at.
SmallVector<Value> TileCode::addTerm(ValueRange sums) {
  // What several rows or columns have in common is loaded once.
  DenseMap<std::tuple<unsigned, int64_t, int64_t, int64_t>, Value> loaded;
  return forEachVector([&](int64_t row, Columns vector, size_t place) {
    SmallVector<Value> arguments;
    for (OpOperand &operand : kernel.getInputsMutable()) {
      AffineMap map = kernel.mapOf(operand);
      bool ofRow = nest.hasRows() && map.isFunctionOfDim(nest.rowLoop());
      bool ofColumn = map.isFunctionOfDim(nest.columnLoop());
      Value &value = loaded[{operand.getOperandNumber(), ofRow ? row : 0,
                             ofColumn ? vector.offset : 0, vector.lanes}];
      if (!value)
        value = loadInput(operand, row, vector);
      arguments.push_back(value);
    }
    arguments.push_back(sums[place]);
    return onVectors(kernel.getAccumulate(), arguments, vector.lanes).front();
  });
}

SmallVector<Value> TileCode::initialSums() {
  Value initial = arith::ConstantOp::create(b, loc, kernel.getInitial());
  return forEachVector([&](int64_t, Columns vector, size_t) {
    return spread(initial, vector.lanes);
  });
}

/// The sums of all terms, or of those of the part.
SmallVector<Value> TileCode::sum() {
  auto body = [&](OpBuilder &, Location, Value index, ValueRange sums) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(index.getParentBlock());
    nest.indices[kernel.sumLoop()] = index;
    if (kernel.getPanel() && source != Source::Panel)
      prefetchTerm(nest, columns);
    scf::YieldOp::create(b, loc, addTerm(sums));
  };
  return scf::ForOp::create(b, loc, nest.firstTerm, nest.endOfTerms,
                            nest.constant(1), initialSums(), body)
      .getResults();
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// Where the sum that waits in a level of the stack lies.
SmallVector<Value> TileCode::placeInStack(Value level, int64_t row,
                                          Columns vector) {
  SmallVector<Value> place =
      nest.placeOf(kernel.getOutsMutable()[0], row, vector);
  place.insert(place.begin(), level);
  return place;
}

/// The sums of a part, to which those are added that wait below its level: one
/// for each digit of its number that is 1.
SmallVector<Value> TileCode::addWaiting(ValueRange sums) {
  auto body = [&](OpBuilder &, Location, Value level, ValueRange later) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(level.getParentBlock());
    Value digit = arith::AndIOp::create(
        b, loc, arith::ShRUIOp::create(b, loc, nest.part->number, level),
        nest.constant(1));
    Value waits = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne, digit,
                                        nest.constant(0));
    scf::YieldOp::create(
        b, loc, forEachVector([&](int64_t row, Columns vector, size_t place) {
          Value earlier =
              load(kernel.getStack(), placeInStack(level, row, vector), vector);
          Value both = arith::AddFOp::create(b, loc, earlier, later[place]);
          return arith::SelectOp::create(b, loc, waits, both, later[place])
              .getResult();
        }));
  };
  return scf::ForOp::create(b, loc, nest.constant(0), nest.part->level,
                            nest.constant(1), sums, body)
      .getResults();
}

/// Leaves the sums in the stack.
void TileCode::wait(ValueRange sums) {
  forEachVector([&](int64_t row, Columns vector, size_t place) {
    store(sums[place], kernel.getStack(),
          placeInStack(nest.part->level, row, vector), vector);
    return sums[place];
  });
}

//===----------------------------------------------------------------------===//
// Rows term by term
//===----------------------------------------------------------------------===//

/// Where the sums of these columns of a row lie in the panel, which has as many
/// columns as the tile.
SmallVector<Value> TileCode::placeInRow(Columns vector) {
  Value tile = arith::DivUIOp::create(b, loc, nest.indices[nest.columnLoop()],
                                      nest.constant(kernel.getTile()[1]));
  return {tile, nest.constant(vector.offset)};
}

SmallVector<Value> TileCode::loadRow() {
  return forEachVector([&](int64_t, Columns vector, size_t) {
    return load(kernel.getPanel(), placeInRow(vector),
                {vector.offset, vector.lanes, vector.lanes});
  });
}

void TileCode::storeRow(ValueRange sums) {
  forEachVector([&](int64_t, Columns vector, size_t place) {
    store(sums[place], kernel.getPanel(), placeInRow(vector),
          {vector.offset, vector.lanes, vector.lanes});
    return sums[place];
  });
}

void TileCode::beginRow() { storeRow(initialSums()); }

void TileCode::addToRow(int64_t terms) {
  Value &term = nest.indices[kernel.sumLoop()], first = term;
  SmallVector<Value> sums = loadRow();
  for (int64_t i = 0; i < terms; ++i) {
    term = arith::AddIOp::create(b, loc, first, nest.constant(i));
    sums = addTerm(sums);
  }
  term = first;
  storeRow(sums);
}

void TileCode::finishRow() { finish(loadRow()); }

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// What follows from the sums.
void TileCode::finish(ValueRange sums) {
  forEachVector([&](int64_t row, Columns vector, size_t place) {
    SmallVector<Value> arguments{sums[place]};
    for (OpOperand &operand : kernel.getEpilogueInputsMutable())
      arguments.push_back(load(operand, row, vector));
    for (auto [value, operand] :
         llvm::zip(onVectors(kernel.getEpilogue(), arguments, vector.lanes),
                   kernel.getOutsMutable()))
      store(value, operand.get(), nest.placeOf(operand, row, vector), vector);
    return sums[place];
  });
}

void TileCode::write() {
  if (!nest.part) {
    prefetchEpilogueInputs(nest, rows, columns);
    return finish(sum());
  }
  if (nest.hasRows())
    prefetchNextPart(nest);
  SmallVector<Value> sums = addWaiting(sum());
  OpBuilder::InsertionGuard guard(b);
  auto end = scf::IfOp::create(b, loc, TypeRange(), nest.part->isLast,
                               /*withElseRegion=*/true);
  b.setInsertionPointToStart(end.thenBlock());
  finish(sums);
  b.setInsertionPointToStart(end.elseBlock());
  wait(sums);
}

void plexus::writeTile(Nest &nest, int64_t rows, ArrayRef<Columns> columns,
                       Source source) {
  TileCode(nest, rows, columns, source).write();
}

void plexus::beginRow(Nest &nest, ArrayRef<Columns> columns) {
  TileCode(nest, 1, columns, Source::Input).beginRow();
}

void plexus::addToRow(Nest &nest, ArrayRef<Columns> columns, int64_t terms) {
  TileCode(nest, 1, columns, Source::Input).addToRow(terms);
}

void plexus::finishRow(Nest &nest, ArrayRef<Columns> columns) {
  TileCode(nest, 1, columns, Source::Input).finishRow();
}
