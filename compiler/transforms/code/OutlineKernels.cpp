//===- OutlineKernels.cpp - every loop nest becomes a function ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/Layout.h"
#include "compiler/transforms/Passes.h"

#include "dialects/tile/Tile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
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

namespace {
/// A loop nest while it becomes the body of a function.
class Body {
public:
  /// `capacity` is the largest number of rows.
  Body(Operation *loops, int64_t capacity)
      : capacity(capacity), outside(loops), inside(loops->getContext()) {
    inside.setInsertionPointToStart(&region.emplaceBlock());
    llvm::SetVector<Value> used(loops->operand_begin(), loops->operand_end());
    getUsedValuesDefinedAbove(loops->getRegions(), used);
    for (Value value : used)
      bring(value);
    inside.clone(*loops, mapping);
    func::ReturnOp::create(inside, loops->getLoc());
  }

  /// Whether no two arguments have bytes in common.
  bool isDisjoint() const;

  Region region;
  SmallVector<Value> arguments; ///< what the function is called with

private:
  Value bring(Value value);
  Value take(Value value);
  Value bytesOf(memref::ViewOp view);

  int64_t capacity;
  OpBuilder outside, inside;
  IRMapping mapping;
  /// The bytes that are handed over, by where they begin and how many they are.
  DenseMap<std::tuple<Value, Value, uint64_t>, Value> bytes;
};
} // namespace

/// Makes an argument of a value of the entry point.
Value Body::take(Value value) {
  arguments.push_back(value);
  return region.addArgument(value.getType(), value.getLoc());
}

/// The bytes of a view in the buffer of the caller, as an argument. So no
/// offset stands inside, and kernels that do the same at other places are
/// equal.
Value Body::bytesOf(memref::ViewOp view) {
  uint64_t count = *plexus::calling::bytesOf(view.getType(), capacity);
  Value &argument = bytes[{view.getSource(), view.getByteShift(), count}];
  if (!argument) {
    auto type = MemRefType::get(int64_t(count), outside.getI8Type());
    argument = take(memref::ViewOp::create(outside, view.getLoc(), type,
                                           view.getSource(),
                                           view.getByteShift(), ValueRange()));
  }
  return argument;
}

/// A value of the entry point as the function has it: constants and views are
/// made again, the rest are arguments.
Value Body::bring(Value value) {
  if (Value known = mapping.lookupOrNull(value))
    return known;
  Operation *op = value.getDefiningOp();
  if (auto view = dyn_cast_or_null<memref::ViewOp>(op)) {
    Location loc = view.getLoc();
    SmallVector<Value> sizes = llvm::map_to_vector(
        view.getSizes(), [&](Value size) { return bring(size); });
    Value buffer = bytesOf(view);
    Value start = arith::ConstantIndexOp::create(inside, loc, 0);
    mapping.map(value, memref::ViewOp::create(inside, loc, view.getType(),
                                              buffer, start, sizes));
  } else if (op && (op->hasTrait<OpTrait::ConstantLike>() ||
                    isa<ViewLikeOpInterface>(op))) {
    for (Value operand : op->getOperands())
      bring(operand);
    inside.clone(*op, mapping);
  } else {
    mapping.map(value, take(value));
  }
  return mapping.lookup(value);
}

bool Body::isDisjoint() const {
  SmallVector<std::tuple<Value, int64_t, int64_t>> places; // from, to
  for (Value argument : arguments)
    if (auto view = argument.getDefiningOp<memref::ViewOp>()) {
      std::optional<int64_t> from = getConstantIntValue(view.getByteShift());
      if (!from)
        return false;
      places.push_back(
          {view.getSource(), *from, *from + view.getType().getNumElements()});
    }
  for (auto [i, a] : llvm::enumerate(places))
    for (auto b : ArrayRef(places).drop_front(i + 1))
      if (std::get<0>(a) == std::get<0>(b) && std::get<1>(a) < std::get<2>(b) &&
          std::get<1>(b) < std::get<2>(a))
        return false;
  return true;
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

namespace {
/// The functions that loop nests became.
class Kernels {
public:
  Kernels(ModuleOp module, int64_t capacity, bool share)
      : symbols(module), capacity(capacity), share(share) {}

  void outline(func::FuncOp entry, Operation *loops);

private:
  func::FuncOp functionOf(func::FuncOp entry, Operation *loops, Body &body);

  SymbolTable symbols;
  int64_t capacity;
  bool share; ///< whether loop nests that are equal become one function
  DenseMap<llvm::hash_code, SmallVector<func::FuncOp>> byHash;
};
} // namespace

static llvm::hash_code hashOf(Region &region) {
  llvm::hash_code hash = {};
  region.walk([&](Operation *op) {
    hash =
        llvm::hash_combine(hash, OperationEquivalence::computeHash(
                                     op, OperationEquivalence::ignoreHashValue,
                                     OperationEquivalence::ignoreHashValue,
                                     OperationEquivalence::IgnoreLocations));
  });
  return hash;
}

/// Lets LLVM move what is read across what is written.
static void setDisjoint(func::FuncOp function) {
  for (BlockArgument argument : function.getArguments())
    if (isa<MemRefType>(argument.getType()))
      function.setArgAttr(argument.getArgNumber(),
                          LLVM::LLVMDialect::getNoAliasAttrName(),
                          UnitAttr::get(function.getContext()));
}

/// The function with this body: one that is there, or a new one.
func::FuncOp Kernels::functionOf(func::FuncOp entry, Operation *loops,
                                 Body &body) {
  SmallVector<func::FuncOp> &known = byHash[hashOf(body.region)];
  if (share)
    for (func::FuncOp function : known)
      if (bool(function.getArgAttrsAttr()) == body.isDisjoint() &&
          OperationEquivalence::isRegionEquivalentTo(
              &function.getBody(), &body.region,
              OperationEquivalence::IgnoreLocations))
        return function;
  OpBuilder b(entry);
  auto function = func::FuncOp::create(
      b, loops->getLoc(), kernelName(entry, loops, symbols),
      b.getFunctionType(body.region.getArgumentTypes(), {}));
  function.setPrivate();
  function.getBody().takeBody(body.region);
  if (body.isDisjoint())
    setDisjoint(function);
  symbols.insert(function, Block::iterator(entry));
  known.push_back(function);
  return function;
}

void Kernels::outline(func::FuncOp entry, Operation *loops) {
  Body body(loops, capacity);
  func::FuncOp function = functionOf(entry, loops, body);
  OpBuilder b(loops);
  func::CallOp::create(b, loops->getLoc(), function, body.arguments);
  loops->erase();
}

namespace {
struct OutlineKernelsPass
    : plexus::impl::OutlineKernelsBase<OutlineKernelsPass> {
  using OutlineKernelsBase::OutlineKernelsBase;
  void runOnOperation() override {
    FailureOr<int64_t> capacity = plexus::calling::capacityOf(getOperation());
    if (failed(capacity))
      return signalPassFailure();
    Kernels kernels(getOperation(), *capacity, share);
    for (func::FuncOp entry :
         llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      for (Operation &op : llvm::make_early_inc_range(entry.getBody().front()))
        if (isa<scf::ForOp, plexus::tile::KernelOp>(op) &&
            op.getNumResults() == 0)
          kernels.outline(entry, &op);
  }
};
} // namespace
