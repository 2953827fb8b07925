//===- FormKernels.cpp - contractions and what is computed around them ----===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A structured op with one sum becomes a kernel, and then takes in, one after
// the other, the elementwise ops that use its results. No op is needed by the
// others: what is not served stays as it is, and is computed in plain loops.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "dialects/nn/ops/CombineParts.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using plexus::nn::CombinePartsOp;
using plexus::tile::KernelOp;
using plexus::tile::YieldOp;

namespace plexus {
#define GEN_PASS_DEF_FORMKERNELS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// An epilogue is written out for each vector of a tile, so a long one, as that
/// of tanh, is a loop of its own.
static constexpr size_t longestEpilogue = 16;

/// Whether each op of the body of `op` may be computed on vectors.
static bool isElementwise(linalg::GenericOp op) {
  return llvm::all_of(op.getBody()->without_terminator(), [](Operation &inner) {
    return OpTrait::hasElementwiseMappableTraits(&inner);
  });
}

/// Whether columns are the last dimension of an operand or none.
static bool columnsAreLast(AffineMap map, unsigned columns) {
  std::optional<unsigned> place =
      map.getResultPosition(getAffineDimExpr(columns, map.getContext()));
  return map.isProjectedPermutation() &&
         (!place || *place + 1 == map.getNumResults());
}

/// A block that takes such elements, and at whose end `b` is set then.
static Block *addBlock(OpBuilder &b, Region &region, ArrayRef<Type> types,
                       Location loc) {
  return b.createBlock(&region, region.end(), types,
                       SmallVector<Location>(types.size(), loc));
}

/// The number with which a structured op begins to sum, if it is a constant.
static TypedAttr initialOf(linalg::GenericOp op) {
  auto fill = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
  TypedAttr value;
  if (fill && matchPattern(fill.value(), m_Constant(&value)))
    return value;
  return {};
}

/// Whether the columns of all operands are where they must be, and some operand
/// has them.
static bool fitsColumns(linalg::GenericOp op, ArrayRef<AffineMap> maps,
                        unsigned columns) {
  bool found = false;
  for (auto [place, map] : llvm::enumerate(maps)) {
    OpOperand &operand = op->getOpOperand(place);
    if (!isa<RankedTensorType>(operand.get().getType()) ||
        !columnsAreLast(map, columns))
      return false;
    found |= op.isDpsInput(&operand) && map.isFunctionOfDim(columns);
  }
  return found;
}

/// How many indices of the loop have a sum of their own, in the first dimension
/// of what is written (nn/Sums.h); 0 if all have one.
static int64_t partOf(AffineMap written, unsigned loop) {
  if (written.getNumResults() == 0)
    return 0;
  auto first = dyn_cast<AffineBinaryOpExpr>(written.getResult(0));
  if (!first || first.getKind() != AffineExprKind::FloorDiv ||
      first.getLHS() != getAffineDimExpr(loop, written.getContext()))
    return 0;
  auto size = dyn_cast<AffineConstantExpr>(first.getRHS());
  return size ? size.getValue() : 0;
}

namespace {
/// The kernels of one function.
class Kernels {
public:
  Kernels(func::FuncOp function, unsigned vectorBytes, unsigned registers)
      : function(function), vectorBytes(vectorBytes), registers(registers) {}

  void form() {
    for (auto op : llvm::to_vector(function.getOps<linalg::GenericOp>()))
      if (op.getNumReductionLoops() == 1)
        contract(op);
      else if (op.getNumReductionLoops() == 0)
        takeIn(op);
  }

private:
  void contract(linalg::GenericOp op);
  void takeIn(linalg::GenericOp op);
  SmallVector<int64_t> tileFor(RankedTensorType out, bool hasRows);

  func::FuncOp function;
  unsigned vectorBytes, registers;
};
} // namespace

/// As many accumulators as there are registers for, beside those of the columns
/// of a row of the other operand and two for what is on its way: enough to hide
/// the latency of a multiply-add.
SmallVector<int64_t> Kernels::tileFor(RankedTensorType out, bool hasRows) {
  int64_t lanes = plexus::tile::lanesOf(vectorBytes, out.getElementType());
  int64_t needed =
      llvm::divideCeil(uint64_t(out.getShape().back()), uint64_t(lanes));
  if (!hasRows) // as the sum of a bias
    return {1, std::min<int64_t>(needed, registers / 2) * lanes};
  int64_t vectors = std::min<int64_t>(needed, registers / 8);
  int64_t rows = std::min<int64_t>((registers - vectors - 2) / vectors,
                                   vectors == 1 ? 8 : 6);
  return {rows, vectors * lanes};
}

/// Makes a kernel of a structured op, where it is one of them.
void Kernels::contract(linalg::GenericOp op) {
  if (op.getNumDpsInits() != 1 || op.hasIndexSemantics() || !isElementwise(op))
    return;
  TypedAttr initial = initialOf(op);
  auto out = dyn_cast<RankedTensorType>(op->getResultTypes().front());
  if (!initial || !out || !isa<FloatType>(initial.getType()) ||
      out.getRank() == 0 || ShapedType::isDynamic(out.getShape().back()))
    return;
  SmallVector<unsigned> parallel, sums;
  op.getParallelDims(parallel);
  op.getReductionDims(sums);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  int64_t part = partOf(maps.back(), sums.front());
  CombinePartsOp combined;
  if (part > 0) {
    maps.back() = maps.back().dropResult(0);
    if (op->hasOneUse())
      combined = dyn_cast<CombinePartsOp>(*op->user_begin());
    if (!combined)
      return;
    out = cast<RankedTensorType>(combined.getType());
    if (!out.hasStaticShape())
      return;
  }
  if (parallel.empty() || maps.back().getNumResults() != parallel.size() ||
      !fitsColumns(op, maps, parallel.back()))
    return;
  for (auto [place, loop] : llvm::enumerate(parallel))
    if (maps.back().getDimPosition(place) != loop)
      return;
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
    if (llvm::none_of(ArrayRef(maps).drop_back(),
                      [&](AffineMap map) { return map.isFunctionOfDim(loop); }))
      return;
  OpBuilder b(op);
  SmallVector<bool> isSum(op.getNumLoops());
  isSum[sums.front()] = true;
  Value destination;
  if (combined)
    destination = tensor::EmptyOp::create(b, op.getLoc(), out.getShape(),
                                          out.getElementType());
  else
    destination = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>().output();
  auto kernel = KernelOp::create(
      b, op.getLoc(), TypeRange(out), op.getDpsInputs(), ValueRange(),
      destination, /*panel=*/Value(), /*stack=*/Value(),
      b.getAffineMapArrayAttr(maps), b.getDenseBoolArrayAttr(isSum), initial,
      b.getDenseI64ArrayAttr(tileFor(out, parallel.size() > 1)),
      part > 0 ? b.getI64IntegerAttr(part) : IntegerAttr());
  kernel.getAccumulate().takeBody(op.getRegion());
  Operation *end = kernel.getAccumulate().front().getTerminator();
  b.setInsertionPoint(end);
  YieldOp::create(b, end->getLoc(), end->getOperands());
  end->erase();
  addBlock(b, kernel.getEpilogue(), out.getElementType(), op.getLoc());
  YieldOp::create(b, op.getLoc(), kernel.getEpilogue().getArguments());
  if (combined) {
    combined.replaceAllUsesWith(kernel.getResult(0));
    combined.erase();
  } else {
    op.getResult(0).replaceAllUsesWith(kernel.getResult(0));
  }
  op.erase();
}

/// The last kernel of which an operand of `op` is a result.
static KernelOp lastKernel(linalg::GenericOp op) {
  KernelOp last;
  for (Value operand : op.getDpsInputs())
    if (auto kernel = operand.getDefiningOp<KernelOp>())
      if (!last || last->isBeforeInBlock(kernel))
        last = kernel;
  return last;
}

/// Whether everything that uses the kernel comes after `op`, or is it.
static bool comesFirst(linalg::GenericOp op, KernelOp kernel) {
  return llvm::all_of(kernel->getUsers(), [&](Operation *user) {
    Operation *inBlock = op->getBlock()->findAncestorOpInBlock(*user);
    return inBlock == op || op->isBeforeInBlock(inBlock);
  });
}

/// Whether an op computes single numbers or sizes, as a learning rate.
static bool isScalar(Operation *op) {
  return isPure(op) && op->getNumRegions() == 0 &&
         llvm::none_of(op->getResultTypes(), llvm::IsaPred<ShapedType>);
}

/// Whether the result of an op is the memory of its operand, seen otherwise.
static bool isView(Operation *op) {
  return isa<tensor::ExtractSliceOp, tensor::CollapseShapeOp,
             tensor::ExpandShapeOp, tensor::CastOp>(op);
}

namespace {
/// Moves ops up behind what makes their operands, which may still be in a cache
/// there, and kernels also behind everything that reads what they write over,
/// through views, too: a weight is updated as soon as its gradient can be
/// computed and no layer needs it.
class Mover {
public:
  void moveUp(Operation *op);

private:
  void waitForReaders(Value written, Operation *op);
  void comesAfter(Operation *other) {
    if (!last || last->isBeforeInBlock(other))
      last = other;
  }

  Operation *last = nullptr; ///< behind which the op goes
  DenseSet<Operation *> moved;
};
} // namespace

void Mover::waitForReaders(Value written, Operation *op) {
  for (Operation *user : written.getUsers()) {
    Operation *inBlock = op->getBlock()->findAncestorOpInBlock(*user);
    if (!inBlock->isBeforeInBlock(op))
      continue;
    comesAfter(inBlock);
    if (isView(user))
      waitForReaders(user->getResult(0), op);
  }
}

void Mover::moveUp(Operation *op) {
  if (!moved.insert(op).second)
    return;
  SetVector<Value> operands(op->operand_begin(), op->operand_end());
  getUsedValuesDefinedAbove(op->getRegions(), operands);
  // Numbers first, as they may stand behind everything else.
  for (Value operand : operands)
    if (Operation *maker = operand.getDefiningOp(); maker && isScalar(maker))
      moveUp(maker);
  last = nullptr;
  for (Value operand : operands)
    if (Operation *maker = operand.getDefiningOp())
      comesAfter(maker);
  if (auto kernel = dyn_cast<KernelOp>(op))
    for (Value written : kernel.getOuts())
      waitForReaders(written, op);
  if (last)
    op->moveAfter(last);
  else
    op->moveBefore(&op->getBlock()->front());
}

/// Computes an elementwise op in the epilogue of the kernel whose result it
/// uses.
void Kernels::takeIn(linalg::GenericOp op) {
  KernelOp kernel = lastKernel(op);
  if (!kernel || op.getNumDpsInits() != 1 || op.hasIndexSemantics() ||
      !isElementwise(op) || !comesFirst(op, kernel))
    return;
  Block &old = kernel.getEpilogue().front();
  if (old.getOperations().size() + op.getBody()->getOperations().size() >
      longestEpilogue)
    return;
  SmallVector<unsigned> parallel = kernel.parallelLoops();
  unsigned columns = op.getNumLoops() - 1;
  if (op.getNumLoops() != parallel.size() ||
      !fitsColumns(op, op.getIndexingMapsArray(), columns) ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return;
  // Maps from the loops of the kernel.
  OpBuilder b(op);
  SmallVector<AffineExpr> loops = llvm::map_to_vector(
      parallel, [&](unsigned loop) { return b.getAffineDimExpr(loop); });
  unsigned count = kernel.getSums().size();
  auto mapOf = [&](OpOperand &operand) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    return map.replaceDimsAndSymbols(loops, {}, count, 0);
  };

  // What the epilogue takes: what it took, what the op takes that is no result
  // of the kernel, and what its destination holds, if that is read.
  SmallVector<Value> taken(kernel.getEpilogueInputs());
  SmallVector<AffineMap> takenMaps;
  for (OpOperand &operand : kernel.getEpilogueInputsMutable())
    takenMaps.push_back(kernel.mapOf(operand));
  IRMapping mapping;
  auto yield = cast<YieldOp>(old.getTerminator());
  SmallVector<BlockArgument> fromOperands;
  for (OpOperand &operand : op->getOpOperands()) {
    BlockArgument element = op.getMatchingBlockArgument(&operand);
    if (operand.get().getDefiningOp() == kernel) {
      if (!op.getMatchingIndexingMap(&operand).isIdentity())
        return;
      auto result = cast<OpResult>(operand.get()).getResultNumber();
      mapping.map(element, yield.getValues()[result]);
      continue;
    }
    if (element.use_empty())
      continue;
    fromOperands.push_back(element);
    taken.push_back(operand.get());
    takenMaps.push_back(mapOf(operand));
  }

  // Results that something else uses are still written.
  SmallVector<Value> outs, yielded;
  SmallVector<OpResult> kept;
  SmallVector<AffineMap> outMaps;
  for (OpResult result : kernel->getResults())
    if (llvm::any_of(result.getUsers(), [&](Operation *user) {
          return user != op.getOperation();
        })) {
      kept.push_back(result);
      yielded.push_back(yield.getValues()[result.getResultNumber()]);
      outs.push_back(kernel.getTiedOpOperand(result)->get());
      outMaps.push_back(kernel.mapOf(*kernel.getTiedOpOperand(result)));
    }
  outs.push_back(op.getDpsInits()[0]);
  outMaps.push_back(mapOf(*op.getDpsInitOperand(0)));

  SmallVector<Attribute> maps;
  for (OpOperand &operand : kernel.getInputsMutable())
    maps.push_back(AffineMapAttr::get(kernel.mapOf(operand)));
  for (AffineMap map : llvm::concat<AffineMap>(takenMaps, outMaps))
    maps.push_back(AffineMapAttr::get(map));
  Location loc = b.getFusedLoc({op.getLoc(), kernel.getLoc()});
  auto grown = KernelOp::create(
      b, loc, ValueRange(outs).getTypes(), kernel.getInputs(), taken, outs,
      /*panel=*/Value(), /*stack=*/Value(), b.getArrayAttr(maps),
      kernel.getSumsAttr(), kernel.getInitialAttr(), kernel.getTileAttr(),
      kernel.getPartAttr());
  grown.getAccumulate().takeBody(kernel.getAccumulate());
  grown.getEpilogue().takeBody(kernel.getEpilogue());
  Block &epilogue = grown.getEpilogue().front();
  for (BlockArgument element : fromOperands)
    mapping.map(element,
                epilogue.addArgument(element.getType(), element.getLoc()));
  b.setInsertionPoint(yield);
  for (Operation &inner : op.getBody()->without_terminator())
    b.clone(inner, mapping);
  yielded.push_back(
      mapping.lookupOrDefault(op.getBody()->getTerminator()->getOperand(0)));
  YieldOp::create(b, yield.getLoc(), yielded);
  yield.erase();
  for (auto [result, now] : llvm::zip(kept, grown.getResults()))
    result.replaceAllUsesWith(now);
  op.getResult(0).replaceAllUsesWith(grown.getResults().back());
  op.erase();
  kernel.erase();
  Mover().moveUp(grown);
}

namespace {
struct FormKernelsPass : plexus::impl::FormKernelsBase<FormKernelsPass> {
  using FormKernelsBase::FormKernelsBase;
  void runOnOperation() override {
    Kernels(getOperation(), vectorBytes, registers).form();
  }
};
} // namespace
