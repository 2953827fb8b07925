//===- Tile.cpp - the dialect of kernels ----------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "dialects/tile/Tile.h"

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace plexus::tile;

#include "dialects/tile/TileDialect.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/tile/TileOps.cpp.inc"

void TileDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dialects/tile/TileOps.cpp.inc"
      >();
}

unsigned KernelOp::sumLoop() {
  return unsigned(llvm::find(getSums(), true) - getSums().begin());
}

SmallVector<unsigned> KernelOp::parallelLoops() {
  SmallVector<unsigned> loops;
  for (auto [loop, isSum] : llvm::enumerate(getSums()))
    if (!isSum)
      loops.push_back(loop);
  return loops;
}

int64_t KernelOp::extentOf(unsigned loop) {
  AffineExpr dim = getAffineDimExpr(loop, getContext());
  for (OpOperand &input : getInputsMutable())
    if (auto place = mapOf(input).getResultPosition(dim))
      return cast<ShapedType>(input.get().getType()).getDimSize(*place);
  llvm_unreachable("a loop of which no input has the dimension");
}

AffineMap KernelOp::mapOf(OpOperand &operand) {
  return cast<AffineMapAttr>(getMaps()[operand.getOperandNumber()]).getValue();
}

int64_t KernelOp::levelsOf(int64_t terms) {
  auto last = uint64_t(std::max<int64_t>(terms, 1) - 1) / uint64_t(*getPart());
  return llvm::bit_width(last);
}

OpOperand *KernelOp::panelInput() {
  SmallVector<unsigned> parallel = parallelLoops();
  for (OpOperand &input : getInputsMutable()) {
    AffineMap map = mapOf(input);
    if (parallel.size() > 1 && map.isFunctionOfDim(sumLoop()) &&
        map.isFunctionOfDim(parallel.back()) &&
        !map.isFunctionOfDim(parallel[parallel.size() - 2]))
      return &input;
  }
  return nullptr;
}

void KernelOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  auto note = [&](MutableOperandRange operands, MemoryEffects::Effect *effect) {
    for (OpOperand &operand : operands)
      if (isa<MemRefType>(operand.get().getType()))
        effects.emplace_back(effect, &operand);
  };
  note(getInputsMutable(), MemoryEffects::Read::get());
  note(getEpilogueInputsMutable(), MemoryEffects::Read::get());
  note(getOutsMutable(), MemoryEffects::Write::get());
  note(getPanelMutable(), MemoryEffects::Write::get());
  note(getStackMutable(), MemoryEffects::Write::get());
}

/// Whether a region takes and yields elements of these types.
static LogicalResult verifyRegion(KernelOp op, Region &region, StringRef name,
                                  ArrayRef<Type> taken,
                                  ArrayRef<Type> yielded) {
  Block &block = region.front();
  if (block.getArgumentTypes() != TypeRange(taken))
    return op.emitOpError()
           << "has a region `" << name << "` that does not take the elements";
  auto yield = dyn_cast<YieldOp>(block.getTerminator());
  if (!yield || yield.getValues().getTypes() != TypeRange(yielded))
    return op.emitOpError()
           << "has a region `" << name << "` that does not yield the elements";
  return success();
}

/// Whether the panel fits the input that it is for.
static LogicalResult verifyPanel(KernelOp op) {
  OpOperand *input = op.panelInput();
  if (!input)
    return op.emitOpError("has a panel and no input for it");
  auto type = cast<MemRefType>(op.getPanel().getType());
  if (type.getRank() != 2 || !type.hasStaticShape() ||
      type.getDimSize(1) != op.getTile()[1] ||
      type.getElementType() !=
          cast<ShapedType>(input->get().getType()).getElementType())
    return op.emitOpError() << "needs a panel of " << op.getTile()[1]
                            << " columns of the input's elements";
  return success();
}

/// Whether the stack has room for the sums of parts.
static LogicalResult verifyStack(KernelOp op) {
  auto type = cast<MemRefType>(op.getStack().getType());
  auto out = cast<ShapedType>(op.getOuts().front().getType());
  if (!op.getPart())
    return op.emitOpError("has a stack and no parts");
  if (type.getRank() == 0 || !type.hasStaticShape() ||
      type.getShape().drop_front() != out.getShape() ||
      type.getElementType() != op.getInitial().getType())
    return op.emitOpError("needs a stack of sums as large as its outputs");
  int64_t terms = op.extentOf(op.sumLoop());
  if (!ShapedType::isDynamic(terms) && type.getDimSize(0) < op.levelsOf(terms))
    return op.emitOpError()
           << "needs a stack of " << op.levelsOf(terms) << " levels";
  return success();
}

LogicalResult KernelOp::verify() {
  if (getMaps().size() !=
      getNumOperands() - (getPanel() ? 1 : 0) - (getStack() ? 1 : 0))
    return emitOpError("needs a map for each operand");
  if (llvm::count(getSums(), true) != 1)
    return emitOpError("needs one loop that sums");
  if (getTile().size() != 2 || getTile()[0] < 1 || getTile()[1] < 1)
    return emitOpError("needs a tile of rows and columns");
  SmallVector<unsigned> parallel = parallelLoops();
  if (parallel.empty())
    return emitOpError("needs a loop of columns");
  Type initial = getInitial().getType();
  SmallVector<Type> accumulated, finished{initial}, written;
  for (OpOperand &operand :
       getOperation()->getOpOperands().take_front(getMaps().size())) {
    auto type = cast<ShapedType>(operand.get().getType());
    AffineMap map = mapOf(operand);
    bool isOut = isDpsInit(&operand);
    if (map.getNumDims() != getSums().size() ||
        map.getNumResults() != uint64_t(type.getRank()) ||
        !map.isProjectedPermutation())
      return emitOpError() << "has a map that does not fit operand "
                           << operand.getOperandNumber();
    std::optional<unsigned> column =
        map.getResultPosition(getAffineDimExpr(parallel.back(), getContext()));
    if (column && *column + 1 != map.getNumResults())
      return emitOpError() << "has columns that are not the last dimension of "
                              "operand "
                           << operand.getOperandNumber();
    bool isInput = operand.getOperandNumber() < getInputs().size();
    if (!isInput && map.isFunctionOfDim(sumLoop()))
      return emitOpError() << "sums over operand " << operand.getOperandNumber()
                           << ", which is no input";
    if (isOut && map.getNumResults() != parallel.size())
      return emitOpError("writes an output more than once");
    (isInput ? accumulated
     : isOut ? written
             : finished)
        .push_back(type.getElementType());
  }
  for (unsigned loop = 0; loop < getSums().size(); ++loop)
    if (llvm::none_of(getInputsMutable(), [&](OpOperand &input) {
          return mapOf(input).isFunctionOfDim(loop);
        }))
      return emitOpError("has a loop of which no input has the dimension");
  for (Value out : getOuts()) {
    auto type = cast<ShapedType>(out.getType());
    if (ShapedType::isDynamic(type.getShape().back()))
      return emitOpError("needs a fixed number of columns");
    if (getPart() && !type.hasStaticShape())
      return emitOpError("needs outputs of a fixed size for sums in parts");
  }
  if ((getPanel() && failed(verifyPanel(*this))) ||
      (getStack() && failed(verifyStack(*this))))
    return failure();
  accumulated.push_back(initial);
  if (failed(verifyRegion(*this, getAccumulate(), "accumulate", accumulated,
                          initial)))
    return failure();
  return verifyRegion(*this, getEpilogue(), "epilogue", finished, written);
}
