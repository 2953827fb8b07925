//===- KernelPlan.cpp - what each kernel does -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/KernelPlan.h"

#include "compiler/calling/CallingConvention.h"
#include "compiler/calling/Layout.h"
#include "compiler/outputs/EntryCalls.h"
#include "compiler/outputs/Flops.h"
#include "dialects/nn/Origin.h"
#include "dialects/tile/Tile.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::calling;
using plexus::tile::KernelOp;

namespace {

/// One kernel while it is read.
class Reader {
public:
  Reader(EntryCall &call, int64_t rows)
      : call(call), rows(rows), indices(call.indices) {}

  FailureOr<PlannedKernel> read();

private:
  LogicalResult readBlock(Block &block, uint64_t times);
  void readKernel(KernelOp kernel, uint64_t times);
  void readAccess(Operation &op, uint64_t times);
  void noteLoops(scf::ForOp loop);
  void addFlops(Block &block, uint64_t times);
  std::string ownerOf(Value buffer);
  void addBuffers();

  struct Bytes {
    uint64_t read = 0, written = 0;
  };
  using BytesOfBuffers = llvm::MapVector<Value, Bytes>;
  BytesOfBuffers limited(const BytesOfBuffers &counted,
                         llvm::function_ref<Value(Value)> bufferOf);

  EntryCall &call;
  int64_t rows;
  Indices indices;
  PlannedKernel plan;
  BytesOfBuffers accesses; ///< through each view, each time counted
};

} // namespace

void Reader::addFlops(Block &block, uint64_t times) {
  plan.flops = llvm::SaturatingMultiplyAdd(flopsOf(block), times, plan.flops);
}

/// The bytes of a number or of a vector of numbers; 0 of all else.
static uint64_t bytesOfNumbers(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  Type element = vector ? vector.getElementType() : type;
  if (!element.isIntOrFloat())
    return 0;
  uint64_t bytes = element.getIntOrFloatBitWidth() / 8;
  return vector ? bytes * uint64_t(vector.getNumElements()) : bytes;
}

/// The bytes that an op moves to or from memory.
static uint64_t bytesMoved(Operation &op) {
  uint64_t bytes = 0;
  for (Type type : op.getResultTypes())
    bytes = std::max(bytes, bytesOfNumbers(type));
  for (Type type : op.getOperandTypes())
    bytes = std::max(bytes, bytesOfNumbers(type));
  return bytes;
}

void Reader::readAccess(Operation &op, uint64_t times) {
  auto interface = dyn_cast<MemoryEffectOpInterface>(op);
  if (!interface)
    return;
  uint64_t bytes = llvm::SaturatingMultiply(bytesMoved(op), times);
  SmallVector<MemoryEffects::EffectInstance> effects;
  interface.getEffects(effects);
  for (MemoryEffects::EffectInstance &effect : effects) {
    Bytes &counted = accesses[effect.getValue()];
    if (isa<MemoryEffects::Read>(effect.getEffect()))
      counted.read = llvm::SaturatingAdd(counted.read, bytes);
    if (isa<MemoryEffects::Write>(effect.getEffect()))
      counted.written = llvm::SaturatingAdd(counted.written, bytes);
  }
}

/// Each element of each operand is read or written; a panel and a stack, which
/// are gone afterwards, do not count.
void Reader::readKernel(KernelOp kernel, uint64_t times) {
  uint64_t sums = times, terms = 1;
  std::string letters = kernel.letters();
  for (unsigned loop = 0; loop < letters.size(); ++loop) {
    int64_t extent = kernel.extentOf(loop), step = 1;
    bool isOverRows = ShapedType::isDynamic(extent);
    if (isOverRows)
      extent = rows;
    if (loop != kernel.sumLoop())
      sums = llvm::SaturatingMultiply(sums, uint64_t(extent));
    else
      terms = uint64_t(extent);
    if (loop == kernel.sumLoop() && kernel.getPart())
      step = int64_t(*kernel.getPart());
    plan.loops.push_back({letters[loop], extent, isOverRows, step});
  }
  plan.tile = kernel.getTile().vec();
  addFlops(kernel.getAccumulate().front(),
           llvm::SaturatingMultiply(sums, terms));
  uint64_t parts = kernel.getPart()
                       ? llvm::divideCeil(terms, uint64_t(*kernel.getPart()))
                       : 1;
  addFlops(kernel.getEpilogue().front(), sums);
  plan.flops = llvm::SaturatingMultiplyAdd(sums, parts - 1, plan.flops);
  for (OpOperand &operand :
       kernel->getOpOperands().take_front(kernel.getMaps().size())) {
    Bytes &counted = accesses[operand.get()];
    (kernel.isDpsInit(&operand) ? counted.written : counted.read) = UINT64_MAX;
  }
}

/// The loops of a nest from the outermost; where several stand side by side, of
/// the first.
void Reader::noteLoops(scf::ForOp loop) {
  constexpr StringRef letters = "ijklmnopqrstuvwxyz";
  while (loop && plan.loops.size() < letters.size()) {
    std::optional<Iterations> all = indices.of(loop);
    if (!all)
      return;
    APInt constant;
    plan.loops.push_back(
        {letters[plan.loops.size()], all->to - all->from,
         !matchPattern(loop.getUpperBound(), m_ConstantInt(&constant)),
         all->step});
    auto inner = loop.getBody()->getOps<scf::ForOp>();
    loop = inner.empty() ? scf::ForOp() : *inner.begin();
  }
}

LogicalResult Reader::readBlock(Block &block, uint64_t times) {
  addFlops(block, times);
  for (Operation &op : block) {
    if (auto kernel = dyn_cast<KernelOp>(op)) {
      readKernel(kernel, times);
    } else if (auto loop = dyn_cast<scf::ForOp>(op)) {
      if (failed(indices.forEach(loop, [&](uint64_t iterations) {
            return readBlock(*loop.getBody(),
                             llvm::SaturatingMultiply(times, iterations));
          })))
        return failure();
    } else {
      readAccess(op, times);
      for (Region &region : op.getRegions())
        for (Block &inner : region)
          if (failed(readBlock(inner, times)))
            return failure();
    }
  }
  return success();
}

/// What is counted of each view as that of the buffer it is a view of, and no
/// more than the buffer has.
Reader::BytesOfBuffers
Reader::limited(const BytesOfBuffers &counted,
                llvm::function_ref<Value(Value)> bufferOf) {
  BytesOfBuffers buffers;
  for (auto &[view, bytes] : counted) {
    Value buffer = bufferOf(view);
    uint64_t most =
        bytesOf(cast<MemRefType>(buffer.getType()), rows).value_or(UINT64_MAX);
    Bytes &sum = buffers[buffer];
    sum.read = std::min(llvm::SaturatingAdd(sum.read, bytes.read), most);
    sum.written =
        std::min(llvm::SaturatingAdd(sum.written, bytes.written), most);
  }
  return buffers;
}

/// The buffer that a view is a view of, through others.
static Value bufferOf(Value view) {
  while (auto op = view.getDefiningOp<ViewLikeOpInterface>()) {
    if (isa<memref::ViewOp>(op))
      return view; // of the bytes of an argument
    view = op.getViewSource();
  }
  return view;
}

/// The argument whose bytes a buffer is made of; null of a constant.
static BlockArgument argumentOf(Value buffer) {
  while (auto op = buffer.getDefiningOp<ViewLikeOpInterface>())
    buffer = op.getViewSource();
  return dyn_cast<BlockArgument>(buffer);
}

/// Whose memory a buffer of the kernel is.
std::string Reader::ownerOf(Value buffer) {
  if (BlockArgument argument = argumentOf(buffer))
    buffer = call.call.getOperand(argument.getArgNumber());
  BlockArgument ofEntry = argumentOf(buffer);
  if (!ofEntry)
    return "constants";
  for (Fixed arena : {Fixed::Parameters, Fixed::State, Fixed::Workspace,
                      Fixed::Gradients, Fixed::Results})
    if (ofEntry.getArgNumber() == positionOf(arena))
      return nameOf(arena).str();
  return "caller";
}

/// Adds a name where it is not there yet.
static void note(std::vector<std::string> &names, std::string name) {
  if (!llvm::is_contained(names, name))
    names.push_back(std::move(name));
}

void Reader::addBuffers() {
  BytesOfBuffers views = limited(accesses, [](Value view) { return view; });
  for (auto &[buffer, bytes] : limited(views, bufferOf)) {
    if (bytes.read)
      note(plan.readFrom, ownerOf(buffer));
    if (bytes.written)
      note(plan.writtenTo, ownerOf(buffer));
    plan.bytesRead += bytes.read;
    plan.bytesWritten += bytes.written;
    plan.bytesTouched += std::max(bytes.read, bytes.written);
  }
}

FailureOr<PlannedKernel> Reader::read() {
  plan.entry = call.entry.getName().str();
  plan.name = call.kernel.getName().str();
  plan.origins = nn::originsInside(call.kernel);
  Block &body = call.kernel.getBody().front();
  if (auto loops = body.getOps<scf::ForOp>(); !loops.empty())
    noteLoops(*loops.begin());
  if (failed(readBlock(body, 1)))
    return failure();
  addBuffers();
  return std::move(plan);
}

FailureOr<std::vector<PlannedKernel>> plexus::describeKernels(ModuleOp module,
                                                              int64_t rows) {
  std::vector<PlannedKernel> plan;
  for (EntryCall &call : callsOfEntries(module, rows)) {
    FailureOr<PlannedKernel> kernel = Reader(call, rows).read();
    if (failed(kernel))
      return failure();
    plan.push_back(std::move(*kernel));
  }
  return plan;
}
