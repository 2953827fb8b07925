//===- ChooseLayouts.cpp - weights lie as their layers read them ----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// First a transpose is put before each use of such a weight and behind each
// result that goes to its place; then these are moved through the ops that made
// the result, until they meet another one or stay: right, and a copy.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Layout.h"
#include "compiler/transforms/Passes.h"

#include "dialects/nn/ops/CombineParts.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace plexus::calling;

namespace plexus {
#define GEN_PASS_DEF_CHOOSELAYOUTS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

//===----------------------------------------------------------------------===//
// Transposes
//===----------------------------------------------------------------------===//

/// A shape, or anything with one entry for each dimension, with the last two
/// entries exchanged.
template <typename Range> static auto swapLast(const Range &range) {
  auto swapped = llvm::to_vector(range);
  std::swap(swapped[swapped.size() - 1], swapped[swapped.size() - 2]);
  return swapped;
}

static RankedTensorType swapLast(RankedTensorType type) {
  return type.clone(swapLast(type.getShape()));
}

/// The same map of loops a and b exchanged.
static AffineMap swapLoops(AffineMap map, unsigned a, unsigned b) {
  SmallVector<AffineExpr> loops;
  for (unsigned i = 0; i < map.getNumDims(); ++i)
    loops.push_back(getAffineDimExpr(i, map.getContext()));
  std::swap(loops[a], loops[b]);
  return map.replaceDimsAndSymbols(loops, {}, map.getNumDims(), 0);
}

/// What transposes the last two dimensions of `value`.
static Value transpose(OpBuilder &b, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  Location loc = value.getLoc();
  SmallVector<OpFoldResult> sizes =
      swapLast(tensor::getMixedSizes(b, loc, value));
  Value empty = tensor::EmptyOp::create(b, loc, sizes, type.getElementType());
  auto axes = swapLast(llvm::to_vector(llvm::seq<int64_t>(type.getRank())));
  return linalg::TransposeOp::create(b, loc, value, empty, axes)->getResult(0);
}

/// Whether an op exchanges the last two dimensions and no others.
static bool swapsLast(linalg::TransposeOp op) {
  auto axes = llvm::to_vector(llvm::seq<int64_t>(op.getPermutation().size()));
  return axes.size() >= 2 && op.getPermutation() == ArrayRef(swapLast(axes));
}

/// The two loops over the last two dimensions of all that an op computes.
static std::optional<std::pair<unsigned, unsigned>>
lastLoopsOf(linalg::GenericOp op) {
  std::optional<std::pair<unsigned, unsigned>> loops;
  for (OpOperand &init : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    auto type = cast<RankedTensorType>(init.get().getType());
    unsigned rank = map.getNumResults();
    if (rank < 2 || type.isDynamicDim(rank - 1) || type.isDynamicDim(rank - 2))
      return std::nullopt;
    auto row = dyn_cast<AffineDimExpr>(map.getResult(rank - 2));
    auto column = dyn_cast<AffineDimExpr>(map.getResult(rank - 1));
    if (!row || !column)
      return std::nullopt;
    std::pair own(row.getPosition(), column.getPosition());
    if (loops && *loops != own)
      return std::nullopt;
    loops = own;
  }
  return loops;
}

/// Whether a map ends in these two loops.
static bool endsIn(AffineMap map, std::pair<unsigned, unsigned> loops) {
  unsigned rank = map.getNumResults();
  return rank >= 2 &&
         map.getResult(rank - 2) ==
             getAffineDimExpr(loops.first, map.getContext()) &&
         map.getResult(rank - 1) ==
             getAffineDimExpr(loops.second, map.getContext());
}

/// Gives what uses `op` the transposes of what `transposed` computes.
static void replace(Operation *op, Operation *transposed) {
  OpBuilder b(op);
  for (auto [old, now] : llvm::zip(op->getResults(), transposed->getResults()))
    if (!old.use_empty())
      old.replaceAllUsesWith(transpose(b, now));
  op->erase();
}

static Value transposedOf(Value value);

/// The op with everything that it computes transposed. What is added up is
/// added in the same order, as only loops that are parallel change places.
static Value transposedOf(linalg::GenericOp op, unsigned result,
                          std::pair<unsigned, unsigned> loops) {
  SmallVector<AffineMap> maps;
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    bool isTransposed = endsIn(map, loops);
    maps.push_back(isTransposed ? map
                                : swapLoops(map, loops.first, loops.second));
    // At once, as what made another operand may be replaced by the next.
    if (isTransposed)
      operand.set(transposedOf(operand.get()));
  }
  OpBuilder b(op);
  ValueRange all(op->getOperands());
  ValueRange inputs = all.take_front(op.getNumDpsInputs());
  ValueRange outs = all.drop_front(op.getNumDpsInputs());
  auto made = linalg::GenericOp::create(b, op.getLoc(), outs.getTypes(), inputs,
                                        outs, maps, op.getIteratorTypesArray());
  made.getRegion().takeBody(op.getRegion());
  made.walk([&](linalg::IndexOp index) {
    if (index.getDim() == loops.first)
      index.setDim(loops.second);
    else if (index.getDim() == loops.second)
      index.setDim(loops.first);
  });
  replace(op, made);
  return made.getResult(result);
}

static Value transposedOf(tensor::ExtractSliceOp op) {
  OpBuilder b(op);
  Value source = transposedOf(op.getSource());
  auto made = tensor::ExtractSliceOp::create(
      b, op.getLoc(), swapLast(op.getType()), source,
      swapLast(op.getMixedOffsets()), swapLast(op.getMixedSizes()),
      swapLast(op.getMixedStrides()));
  replace(op, made);
  return made;
}

static Value transposedOf(plexus::nn::CombinePartsOp op) {
  OpBuilder b(op);
  Value parts = transposedOf(op.getParts());
  auto made = plexus::nn::CombinePartsOp::create(
      b, op.getLoc(), swapLast(cast<RankedTensorType>(op.getType())), parts,
      op.getCount());
  replace(op, made);
  return made;
}

/// `value` with its last two dimensions exchanged. Where that can be, the ops
/// that make it compute it so; what else uses them is given a transposed copy.
static Value transposedOf(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  Operation *op = value.getDefiningOp();
  OpBuilder b(value.getContext());
  b.setInsertionPointAfterValue(value);
  if (auto made = dyn_cast_or_null<linalg::TransposeOp>(op))
    if (swapsLast(made))
      return made.getInput();
  if (auto made = dyn_cast_or_null<linalg::GenericOp>(op))
    if (auto loops = lastLoopsOf(made))
      return transposedOf(made, cast<OpResult>(value).getResultNumber(),
                          *loops);
  if (auto made = dyn_cast_or_null<tensor::ExtractSliceOp>(op))
    if (made.getSourceType().getRank() == type.getRank())
      return transposedOf(made);
  if (auto made = dyn_cast_or_null<plexus::nn::CombinePartsOp>(op);
      made && type.getRank() >= 2)
    return transposedOf(made);
  if (auto made = dyn_cast_or_null<tensor::EmptyOp>(op))
    if (!type.isDynamicDim(type.getRank() - 1) &&
        !type.isDynamicDim(type.getRank() - 2))
      return tensor::EmptyOp::create(b, value.getLoc(), swapLast(type),
                                     made.getDynamicSizes());
  if (auto made = dyn_cast_or_null<linalg::FillOp>(op))
    return linalg::FillOp::create(b, value.getLoc(), made.value(),
                                  transposedOf(made.output()))
        .getResult(0);
  return transpose(b, value);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// The name of a parameter, state or gradient.
static StringAttr placeOf(DictionaryAttr roles) {
  if (roles)
    for (StringRef role : {"nn.parameter", "nn.state", "nn.gradient"})
      if (auto name = roles.getAs<StringAttr>(role))
        return name;
  return {};
}

/// Whether vectors over `columns` have few idle lanes.
static bool fills(int64_t columns, int64_t lanes) {
  return columns >= lanes &&
         int64_t(llvm::alignTo(columns, lanes)) * 4 <= columns * 5;
}

namespace {
struct ChooseLayoutsPass : plexus::impl::ChooseLayoutsBase<ChooseLayoutsPass> {
  using ChooseLayoutsBase::ChooseLayoutsBase;

  void runOnOperation() override {
    choose();
    if (columnMajor.empty())
      return;
    for (auto function : getOperation().getOps<func::FuncOp>())
      apply(function);
    recordColumns(getOperation(), columnLengths);
  }

private:
  void choose();
  bool isChosen(DictionaryAttr roles);
  void apply(func::FuncOp function);

  llvm::DenseSet<StringAttr> columnMajor; ///< parameters
  ColumnLengths columnLengths;            ///< of these, and of their states
};
} // namespace

/// Chooses weights of which the first function that uses them, of a prediction
/// for most, wants nothing but the transpose.
void ChooseLayoutsPass::choose() {
  llvm::DenseSet<StringAttr> known;
  for (auto function : getOperation().getOps<func::FuncOp>())
    for (BlockArgument argument : function.getArguments()) {
      auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(),
                                                        "nn.parameter");
      if (!name || argument.use_empty() || !known.insert(name).second)
        continue;
      auto type = cast<RankedTensorType>(argument.getType());
      int64_t lanes = plexus::tile::lanesOf(vectorBytes, type.getElementType());
      if (type.getRank() == 2 && fills(type.getDimSize(0), lanes) &&
          llvm::all_of(argument.getUsers(), llvm::IsaPred<linalg::TransposeOp>))
        columnMajor.insert(name);
    }
}

/// A state of an optimizer, `fc.weight.m`, lies as its parameter.
bool ChooseLayoutsPass::isChosen(DictionaryAttr roles) {
  StringAttr name = placeOf(roles);
  if (!name)
    return false;
  if (!roles.contains("nn.state"))
    return columnMajor.contains(name);
  auto parameter =
      StringAttr::get(&getContext(), name.strref().rsplit('.').first);
  return columnMajor.contains(parameter);
}

void ChooseLayoutsPass::apply(func::FuncOp function) {
  Block &body = function.getBody().front();
  OpBuilder b(&getContext());
  for (BlockArgument argument : function.getArguments())
    if (auto roles = function.getArgAttrDict(argument.getArgNumber());
        isChosen(roles)) {
      auto type = cast<RankedTensorType>(argument.getType());
      columnLengths[placeOf(roles)] = type.getDimSize(0);
      argument.setType(swapLast(type));
      b.setInsertionPointToStart(&body);
      Value logical = transpose(b, argument);
      argument.replaceAllUsesExcept(logical, logical.getDefiningOp());
    }
  // What is there is asked before anything is rewritten.
  for (auto use : llvm::to_vector(llvm::make_filter_range(
           body.getOps<linalg::TransposeOp>(), [](linalg::TransposeOp op) {
             auto first = op.getInput().getDefiningOp<linalg::TransposeOp>();
             return first && swapsLast(first) && swapsLast(op);
           })))
    use->getResult(0).replaceAllUsesWith(transposedOf(use.getInput()));
  Operation *end = body.getTerminator();
  for (unsigned i = 0; i < end->getNumOperands(); ++i)
    if (isChosen(function.getResultAttrDict(i)))
      end->setOperand(i, transposedOf(end->getOperand(i)));
  function.setFunctionType(
      b.getFunctionType(body.getArgumentTypes(), end->getOperandTypes()));
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(body)))
    if (isOpTriviallyDead(&op))
      op.erase();
}
