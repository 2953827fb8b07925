//===- BindBuffers.cpp - arguments and results get their memory -----------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "compiler/transforms/memory/Arena.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace plexus;

namespace plexus {
#define GEN_PASS_DEF_BINDBUFFERS
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {

/// What an argument or a result of an entry point is.
struct Role {
  StringRef kind, name;
  explicit Role(DictionaryAttr attributes) {
    if (!attributes)
      return;
    for (NamedAttribute attribute : attributes)
      if (attribute.getName().getValue().starts_with("nn.")) {
        kind = attribute.getName().getValue();
        name = cast<StringAttr>(attribute.getValue()).getValue();
      }
  }
};

/// One entry point that is given its memory.
class Binding {
public:
  Binding(func::FuncOp function, int64_t capacity)
      : function(function), capacity(capacity), b(function.getContext()),
        body(function.getBody().front()), loc(function.getLoc()) {}
  LogicalResult run();

private:
  LogicalResult checkRoles();
  LogicalResult layOut();
  Value bytes(StringRef name, uint64_t size);
  Value view(Value bytes, uint64_t offset, RankedTensorType type);
  Value tensorAt(Value buffer, Type type, bool writable);
  void bindArguments(unsigned count);
  void bindResults();

  func::FuncOp function;
  int64_t capacity;
  OpBuilder b;
  Block &body;
  Location loc;
  Arena parameters, states, results;
  llvm::StringMap<uint64_t> offsets; ///< of a parameter or state, by its name
  Value parameterBytes, stateBytes, gradientBytes, resultBytes, rows;
  llvm::StringMap<Value> scalars;
  llvm::StringMap<Value> buffers; ///< of parameters and states, by name
};

} // namespace

/// Everything has a role, and what is returned to a place has one.
LogicalResult Binding::checkRoles() {
  llvm::StringSet<> places;
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

/// Fixes the offset of every parameter and state.
LogicalResult Binding::layOut() {
  for (auto [i, argument] : llvm::enumerate(body.getArguments())) {
    Role role(function.getArgAttrDict(i));
    bool isState = role.kind == "nn.state";
    if (!isState && role.kind != "nn.parameter")
      continue;
    std::optional<uint64_t> size =
        bytesOf(cast<ShapedType>(argument.getType()), capacity);
    if (!size)
      return emitError(argument.getLoc())
             << "`" << role.name << "` is too large";
    offsets[role.name] = (isState ? states : parameters).place(*size);
  }
  return success();
}

/// An argument of so many bytes.
Value Binding::bytes(StringRef name, uint64_t size) {
  auto type = MemRefType::get({static_cast<int64_t>(size)}, b.getI8Type());
  return body.addArgument(type, NameLoc::get(b.getStringAttr(name), loc));
}

Value Binding::view(Value bytes, uint64_t offset, RankedTensorType type) {
  Value start = arith::ConstantIndexOp::create(b, loc, offset);
  SmallVector<Value> sizes;
  if (type.getRank() > 0 && type.isDynamicDim(0))
    sizes.push_back(rows);
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
      if (role.kind == "nn.input" || role.kind == "nn.target") {
        now =
            tensorAt(view(bytes(role.name, *bytesOf(type, capacity)), 0, type),
                     type, /*writable=*/false);
      } else {
        bool isState = role.kind == "nn.state";
        Value buffer = view(isState ? stateBytes : parameterBytes,
                            offsets[role.name], type);
        buffers[role.name] = buffer;
        now = tensorAt(buffer, type, /*writable=*/true);
      }
    }
    if (Operation *op = now.getDefiningOp())
      op->setLoc(old.getLoc());
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
      buffer = view(resultBytes, nextResult, type);
      nextResult += type.getElementTypeBitWidth() / 8;
    } else if (role.kind == "nn.gradient") {
      buffer = view(gradientBytes, offsets[role.name], type);
    } else if (role.kind == "nn.output") {
      Value destination = bytes(role.name, *bytesOf(type, capacity));
      b.setInsertionPoint(end);
      buffer = view(destination, 0, type);
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
  for (Type type : llvm::concat<const Type>(function.getArgumentTypes(),
                                            function.getResultTypes()))
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      if (!bytesOf(tensor, capacity))
        return emitError(loc)
               << "a tensor of `" << function.getName() << "` is too large";
  if (failed(checkRoles()) || failed(layOut()))
    return failure();
  unsigned count = body.getNumArguments();
  uint64_t numbers = 0;
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    if (Role(function.getResultAttrDict(i)).kind == "nn.result")
      numbers += cast<RankedTensorType>(function.getResultTypes()[i])
                     .getElementTypeBitWidth() /
                 8;
  parameterBytes = bytes("parameters", parameters.bytes());
  stateBytes = bytes("state", states.bytes());
  bytes("workspace", 0); // its size is planned later
  gradientBytes = bytes("gradients", parameters.bytes());
  resultBytes = bytes("results", numbers);
  auto scalar = [&](StringRef name, Type type) {
    return scalars[name] =
               body.addArgument(type, NameLoc::get(b.getStringAttr(name), loc));
  };
  rows = scalar("rows", b.getIndexType());
  scalar("learning_rate", b.getF64Type());
  scalar("seed", b.getI64Type());
  scalar("step", b.getI64Type());
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
    auto capacity = getOperation()->getAttrOfType<IntegerAttr>("plx.capacity");
    if (!capacity) {
      emitError(getOperation().getLoc()) << "the module has no plx.capacity";
      return signalPassFailure();
    }
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(Binding(function, capacity.getInt()).run()))
        return signalPassFailure();
  }
};
} // namespace
