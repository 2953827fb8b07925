//===- PlanMemory.cpp - every temporary placed in one workspace -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/CallingConvention.h"
#include "compiler/calling/Layout.h"
#include "compiler/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include <map>

using namespace mlir;
using namespace plexus;
using namespace plexus::calling;

namespace plexus {
#define GEN_PASS_DEF_PLANMEMORY
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {

constexpr unsigned workspaceArgument = positionOf(Fixed::Workspace);

/// Bytes that are free, by offset; takes the smallest gap that is large enough
/// and grows at the end if there is none.
class FreeList {
public:
  uint64_t take(uint64_t bytes);
  void give(uint64_t offset, uint64_t bytes);
  uint64_t peak() const { return end; }

private:
  std::map<uint64_t, uint64_t> gaps; ///< offset to size
  uint64_t end = 0;
};

struct Temporary {
  memref::AllocOp alloc;
  uint64_t bytes;
  unsigned lastUse;
};

} // namespace

uint64_t FreeList::take(uint64_t bytes) {
  auto best = gaps.end();
  for (auto gap = gaps.begin(); gap != gaps.end(); ++gap)
    if (gap->second >= bytes &&
        (best == gaps.end() || gap->second < best->second))
      best = gap;
  if (best != gaps.end()) {
    auto [offset, size] = *best;
    gaps.erase(best);
    if (size > bytes)
      gaps[offset + bytes] = size - bytes;
    return offset;
  }
  // The last gap may reach the end: grow it.
  uint64_t offset = end;
  if (!gaps.empty()) {
    auto last = std::prev(gaps.end());
    if (last->first + last->second == end) {
      offset = last->first;
      gaps.erase(last);
    }
  }
  end = offset + bytes;
  return offset;
}

void FreeList::give(uint64_t offset, uint64_t bytes) {
  auto next = gaps.lower_bound(offset);
  if (next != gaps.end() && offset + bytes == next->first) {
    bytes += next->second;
    next = gaps.erase(next);
  }
  if (next != gaps.begin()) {
    auto previous = std::prev(next);
    if (previous->first + previous->second == offset) {
      previous->second += bytes;
      return;
    }
  }
  gaps[offset] = bytes;
}

/// The last op of the block that reads or writes the buffer, through views too.
static unsigned lastUse(Value buffer, Block &block,
                        const llvm::DenseMap<Operation *, unsigned> &position) {
  unsigned last = 0;
  SmallVector<Value> aliases{buffer};
  while (!aliases.empty()) {
    Value alias = aliases.pop_back_val();
    for (Operation *user : alias.getUsers()) {
      Operation *inBlock = block.findAncestorOpInBlock(*user);
      last = std::max(last, position.lookup(inBlock));
      if (auto view = dyn_cast<ViewLikeOpInterface>(user))
        llvm::append_range(aliases, view->getResults());
    }
  }
  return last;
}

static LogicalResult plan(func::FuncOp function, int64_t capacity,
                          uint64_t &workspaceBytes) {
  if (function.empty() || function.getNumArguments() <= workspaceArgument ||
      !isa<MemRefType>(function.getArgumentTypes()[workspaceArgument]))
    return emitError(function.getLoc())
           << "`" << function.getName() << "` takes no workspace";
  Block &block = function.getBody().front();
  llvm::DenseMap<Operation *, unsigned> position;
  for (auto [i, op] : llvm::enumerate(block))
    position[&op] = i;

  SmallVector<Temporary> temporaries;
  WalkResult walk = function.walk([&](memref::AllocOp alloc) {
    std::optional<uint64_t> bytes = bytesOf(alloc.getType(), capacity);
    if (!bytes || alloc->getBlock() != &block) {
      emitError(alloc.getLoc()) << "a temporary is too large";
      return WalkResult::interrupt();
    }
    temporaries.push_back({alloc, llvm::alignTo(*bytes, PLX_ALIGNMENT),
                           lastUse(alloc, block, position)});
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return failure();

  FreeList memory;
  std::multimap<unsigned, std::pair<uint64_t, uint64_t>> alive; // by last use
  BlockArgument workspace = block.getArgument(workspaceArgument);
  for (Temporary &temporary : temporaries) {
    unsigned now = position.lookup(temporary.alloc);
    while (!alive.empty() && alive.begin()->first < now) {
      memory.give(alive.begin()->second.first, alive.begin()->second.second);
      alive.erase(alive.begin());
    }
    uint64_t offset = memory.take(temporary.bytes);
    alive.insert({temporary.lastUse, {offset, temporary.bytes}});

    OpBuilder b(temporary.alloc);
    Location loc = temporary.alloc.getLoc();
    Value start = arith::ConstantIndexOp::create(b, loc, offset);
    Value view =
        memref::ViewOp::create(b, loc, temporary.alloc.getType(), workspace,
                               start, temporary.alloc.getDynamicSizes());
    temporary.alloc.replaceAllUsesWith(view);
    temporary.alloc.erase();
  }
  workspaceBytes = std::max(workspaceBytes, memory.peak());
  return success();
}

namespace {
struct PlanMemoryPass : plexus::impl::PlanMemoryBase<PlanMemoryPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    FailureOr<int64_t> capacity = capacityOf(module);
    if (failed(capacity))
      return signalPassFailure();
    uint64_t bytes = 0;
    for (auto function : module.getOps<func::FuncOp>())
      if (failed(plan(function, *capacity, bytes)))
        return signalPassFailure();
    Builder b(&getContext());
    auto type = MemRefType::get({static_cast<int64_t>(bytes)}, b.getI8Type());
    for (auto function : module.getOps<func::FuncOp>()) {
      Block &block = function.getBody().front();
      block.getArgument(workspaceArgument).setType(type);
      function.setFunctionType(b.getFunctionType(block.getArgumentTypes(), {}));
    }
    module->setAttr("plx.workspace_bytes",
                    b.getI64IntegerAttr(static_cast<int64_t>(bytes)));
  }
};
} // namespace
