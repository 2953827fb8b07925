//===- BindBuffers.cpp - arguments and results get their memory -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/CallingConvention.h"
#include "compiler/calling/Layout.h"
#include "compiler/transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::calling;

namespace plexus {
#define GEN_PASS_DEF_BINDBUFFERS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {

/// What an argument or a result of an entry point is.
struct Role {
  StringRef kind;
  StringAttr name;
  explicit Role(DictionaryAttr attributes) {
    if (!attributes)
      return;
    for (NamedAttribute attribute : attributes)
      if (attribute.getName().getValue().starts_with("nn.")) {
        kind = attribute.getName().getValue();
        name = cast<StringAttr>(attribute.getValue());
      }
  }
};

/// One entry point that is given its memory.
class Binding {
public:
  Binding(func::FuncOp function, const Layout &layout, int64_t capacity)
      : function(function), layout(layout), capacity(capacity),
        b(function.getContext()), body(function.getBody().front()),
        loc(function.getLoc()) {}
  LogicalResult run();

private:
  LogicalResult checkRoles();
  LogicalResult checkSizes();
  Value argument(StringRef name, Type type);
  Value bytes(StringRef name, uint64_t size);
  void addArguments(unsigned count);
  Value fixed(Fixed which) { return arguments[positionOf(which)]; }
  Value view(Value bytes, uint64_t offset, RankedTensorType type);
  Value tensorAt(Value buffer, Type type, bool writable);
  void bindArguments(unsigned count);
  void bindResults();

  func::FuncOp function;
  const Layout &layout;
  int64_t capacity;
  OpBuilder b;
  Block &body;
  Location loc;
  SmallVector<Value> arguments;   ///< the new ones
  llvm::StringMap<Value> scalars; ///< by name
  /// Of inputs, targets and outputs, by role and name: an output may be called
  /// as an input is.
  DenseMap<std::pair<StringRef, StringAttr>, Value> arrays;
  DenseMap<StringAttr, Value> buffers; ///< of parameters and states
};

} // namespace

/// Everything has a role, and what is returned to a place has one.
LogicalResult Binding::checkRoles() {
  llvm::DenseSet<StringAttr> places;
  for (unsigned i = 0; i < function.getNumArguments(); ++i) {
    Role role(function.getArgAttrDict(i));
    if (role.kind.empty())
      return emitError(loc) << "argument " << i << " of `" << function.getName()
                            << "` has no role";
    if (role.kind == "nn.parameter" || role.kind == "nn.state")
      places.insert(role.name);
  }
  for (unsigned i = 0; i < function.getNumResults(); ++i) {
    Role role(function.getResultAttrDict(i));
    bool isNew = role.kind == "nn.result" || role.kind == "nn.output";
    if (!isNew && !places.contains(role.name))
      return emitError(loc) << "result " << i << " of `" << function.getName()
                            << "` has no place";
  }
  return success();
}

/// No tensor has more bytes than can be counted.
LogicalResult Binding::checkSizes() {
  for (Type type : llvm::concat<const Type>(function.getArgumentTypes(),
                                            function.getResultTypes()))
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      if (!bytesOf(tensor, capacity))
        return emitError(loc)
               << "a tensor of `" << function.getName() << "` is too large";
  return success();
}

Value Binding::argument(StringRef name, Type type) {
  return body.addArgument(type, NameLoc::get(b.getStringAttr(name), loc));
}

/// An argument of so many bytes.
Value Binding::bytes(StringRef name, uint64_t size) {
  return argument(name,
                  MemRefType::get({static_cast<int64_t>(size)}, b.getI8Type()));
}

/// The arguments of the calling convention, behind the `count` that there are.
void Binding::addArguments(unsigned count) {
  uint64_t resultBytes = 0;
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    if (Role(function.getResultAttrDict(i)).kind == "nn.result")
      resultBytes += *bytesOf(
          cast<RankedTensorType>(function.getResultTypes()[i]), capacity);
  auto sizeOf = [&](Fixed arena) -> uint64_t {
    switch (arena) {
    case Fixed::Parameters:
    case Fixed::Gradients:
      return layout.parameters.bytes();
    case Fixed::State:
      return layout.states.bytes();
    case Fixed::Results:
      return resultBytes;
    default:
      return 0; // of the workspace, which is planned later
    }
  };
  Type index = b.getIndexType(), i64 = b.getI64Type(), f64 = b.getF64Type();
#define ARENA(NAME, FIELD)                                                     \
  arguments.push_back(bytes(#FIELD, sizeOf(Fixed::NAME)));
#define SCALAR(NAME, FIELD, TYPE)                                              \
  arguments.push_back(scalars[#FIELD] = argument(#FIELD, TYPE));
#include "compiler/calling/CallingConvention.def"
  for (Arrays array : allArrays()) {
    auto add = [&](Role role, Type type) {
      if (role.kind == roleOf(array))
        arrays[{role.kind, role.name}] =
            bytes(role.name, *bytesOf(cast<ShapedType>(type), capacity));
    };
    for (unsigned i = 0; i < count; ++i)
      add(Role(function.getArgAttrDict(i)), body.getArgument(i).getType());
    for (unsigned i = 0; i < function.getNumResults(); ++i)
      add(Role(function.getResultAttrDict(i)), function.getResultTypes()[i]);
  }
}

Value Binding::view(Value bytes, uint64_t offset, RankedTensorType type) {
  Value start = arith::ConstantIndexOp::create(b, loc, offset);
  SmallVector<Value> sizes;
  if (type.getRank() > 0 && type.isDynamicDim(0))
    sizes.push_back(fixed(Fixed::Rows));
  return memref::ViewOp::create(
      b, loc, MemRefType::get(type.getShape(), type.getElementType()), bytes,
      start, sizes);
}

Value Binding::tensorAt(Value buffer, Type type, bool writable) {
  return bufferization::ToTensorOp::create(b, loc, type, buffer,
                                           /*restrict=*/true, writable);
}

/// Puts the memory of the caller in the place of the first `count` arguments.
void Binding::bindArguments(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    BlockArgument old = body.getArgument(i);
    Role role(function.getArgAttrDict(i));
    Value now;
    if (role.kind == "nn.scalar") {
      now = scalars[role.name];
    } else {
      auto type = cast<RankedTensorType>(old.getType());
      b.setInsertionPointToStart(&body);
      if (Value array = arrays.lookup({role.kind, role.name})) {
        now = tensorAt(view(array, 0, type), type, /*writable=*/false);
      } else {
        bool isState = role.kind == "nn.state";
        Value arena = fixed(isState ? Fixed::State : Fixed::Parameters);
        const Arena &places = isState ? layout.states : layout.parameters;
        Value buffer = view(arena, places.offsetOf(role.name), type);
        buffers[role.name] = buffer;
        now = tensorAt(buffer, type, /*writable=*/true);
      }
    }
    if (auto tensor = now.getDefiningOp<bufferization::ToTensorOp>()) {
      tensor->setLoc(old.getLoc());
      tensor.getBuffer().getDefiningOp()->setLoc(old.getLoc());
    }
    old.replaceAllUsesWith(now);
  }
  body.eraseArguments(0, count);
}

void Binding::bindResults() {
  Operation *end = body.getTerminator();
  b.setInsertionPoint(end);
  uint64_t nextResult = 0;
  for (auto [i, value] : llvm::enumerate(end->getOperands())) {
    Role role(function.getResultAttrDict(i));
    auto type = cast<RankedTensorType>(value.getType());
    Value buffer;
    if (role.kind == "nn.result") {
      // Results are packed: one number after the other.
      buffer = view(fixed(Fixed::Results), nextResult, type);
      nextResult += type.getElementTypeBitWidth() / 8;
    } else if (role.kind == "nn.gradient") {
      buffer = view(fixed(Fixed::Gradients),
                    layout.parameters.offsetOf(role.name), type);
    } else if (role.kind == "nn.output") {
      buffer = view(arrays.at({role.kind, role.name}), 0, type);
      buffer.getDefiningOp()->setLoc(NameLoc::get(role.name, loc));
    } else {
      buffer = buffers[role.name]; // a parameter or state: in place
    }
    bufferization::MaterializeInDestinationOp::create(
        b, loc, /*result=*/Type(), value, buffer, /*restrict=*/true,
        /*writable=*/true);
  }
  func::ReturnOp::create(b, loc);
  end->erase();
}

LogicalResult Binding::run() {
  if (failed(checkSizes()) || failed(checkRoles()))
    return failure();
  unsigned count = body.getNumArguments();
  addArguments(count);
  bindArguments(count);
  bindResults();
  function.removeArgAttrsAttr();
  function.removeResAttrsAttr();
  function.setFunctionType(b.getFunctionType(body.getArgumentTypes(), {}));
  return success();
}

namespace {
struct BindBuffersPass : plexus::impl::BindBuffersBase<BindBuffersPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    FailureOr<int64_t> capacity = capacityOf(module);
    if (failed(capacity))
      return signalPassFailure();
    FailureOr<Layout> layout = Layout::of(module);
    if (failed(layout))
      return signalPassFailure();
    layout->record(module);
    for (auto function : module.getOps<func::FuncOp>())
      if (failed(Binding(function, *layout, *capacity).run()))
        return signalPassFailure();
  }
};
} // namespace
