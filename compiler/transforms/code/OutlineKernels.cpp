//===- OutlineKernels.cpp - every loop nest becomes a function ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace plexus {
#define GEN_PASS_DEF_OUTLINEKERNELS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

/// Whether a kernel repeats the op that makes this value instead of taking the
/// value: a constant, or a view of a buffer.
static bool isRepeated(Value v) {
  Operation *op = v.getDefiningOp();
  return op && (op->hasTrait<OpTrait::ConstantLike>() ||
                isa<ViewLikeOpInterface>(op));
}

namespace {
/// What a loop nest uses of its function.
struct Uses {
  SmallVector<Operation *> repeated; ///< in the order in which they stand
  llvm::SetVector<Value> arguments;
};
} // namespace

static Uses usesOf(Operation *loops) {
  llvm::SetVector<Value> outside;
  getUsedValuesDefinedAbove(loops->getRegions(), outside);
  outside.insert_range(loops->getOperands());
  Uses uses;
  llvm::SetVector<Operation *> repeated;
  for (unsigned i = 0; i < outside.size(); ++i) { // grows in the loop
    Value v = outside[i];
    if (isRepeated(v)) {
      repeated.insert(v.getDefiningOp());
      outside.insert_range(v.getDefiningOp()->getOperands());
    } else {
      uses.arguments.insert(v);
    }
  }
  uses.repeated = repeated.takeVector();
  llvm::sort(uses.repeated,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  return uses;
}

/// Whether an op of a loop nest makes numbers that were not there.
static bool computes(Operation *op) {
  return !isa<scf::ForOp, scf::YieldOp, memref::LoadOp, memref::StoreOp,
              vector::LoadOp, vector::StoreOp, vector::ShuffleOp>(op) &&
         !llvm::all_of(op->getResultTypes(), llvm::IsaPred<IndexType>);
}

/// What the loops do where they compute nothing: `.fill` and `.copy` are seldom
/// what somebody looks for who asks for the kernel of a value.
static StringRef kindOf(Operation *loops) {
  bool isFill = true, isCopy = true;
  loops->walk([&](Operation *op) {
    isFill &= !isa<memref::LoadOp, vector::LoadOp>(op);
    isCopy &= !computes(op);
  });
  return !isCopy ? "" : isFill ? ".fill" : ".copy";
}

/// The name of what the loops compute, where the source gives it one; with the
/// first number that makes it the only one.
static std::string kernelName(func::FuncOp entry, Operation *loops,
                              SymbolTable &symbols) {
  auto place = loops->getLoc()->findInstanceOf<NameLoc>();
  StringRef value = place ? place.getName().getValue() : "kernel";
  std::string base = (entry.getName() + "." + value + kindOf(loops)).str();
  std::string name = base;
  for (unsigned i = 1; symbols.lookup(name); ++i)
    name = base + "_" + std::to_string(i);
  return name;
}

static void outline(func::FuncOp entry, Operation *loops,
                    SymbolTable &symbols) {
  Uses uses = usesOf(loops);
  ValueRange arguments = uses.arguments.getArrayRef();
  OpBuilder b(entry);
  auto kernel = func::FuncOp::create(
      b, loops->getLoc(), kernelName(entry, loops, symbols),
      b.getFunctionType(arguments.getTypes(), {}));
  kernel.setPrivate();
  symbols.insert(kernel, Block::iterator(entry));
  Block *body = kernel.addEntryBlock();
  IRMapping mapping;
  for (auto [outside, inside] : llvm::zip(arguments, body->getArguments())) {
    inside.setLoc(outside.getLoc());
    mapping.map(outside, inside);
  }
  b.setInsertionPointToEnd(body);
  for (Operation *op : uses.repeated)
    b.clone(*op, mapping);
  b.clone(*loops, mapping);
  func::ReturnOp::create(b, loops->getLoc());
  b.setInsertionPoint(loops);
  func::CallOp::create(b, loops->getLoc(), kernel, arguments);
  loops->erase();
}

namespace {
struct OutlineKernelsPass
    : plexus::impl::OutlineKernelsBase<OutlineKernelsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    auto entries = llvm::to_vector(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp entry : entries)
      for (Operation &op : llvm::make_early_inc_range(entry.getBody().front()))
        if (isa<scf::ForOp, plexus::tile::KernelOp>(op) &&
            op.getNumResults() == 0)
          outline(entry, &op, symbols);
  }
};
} // namespace
