//===- EntryThunk.cpp - from a plx_call to the code of an entry point -----===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/calling/EntryThunk.h"

#include "compiler/calling/Record.h"
#include "runtime/core/plexus.h"

using namespace llvm;
using namespace plexus::calling;

uint64_t ArrayCounts::of(Arrays arrays) const {
  switch (arrays) {
  case Arrays::Inputs:
    return inputs;
  case Arrays::Targets:
    return targets;
  case Arrays::Outputs:
    return outputs;
  }
  llvm_unreachable("arrays that nobody counted");
}

/// The value of a field of the plx_call at `call`.
template <class F>
static Value *load(IRBuilderBase &b, Value *call, F plx_call::*member) {
  Value *address =
      b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), call, offsetOf(member));
  return b.CreateLoad(typeOf<F>(b.getContext()), address);
}

/// More rows than there is room for would be written beyond the workspace.
static void trapBeyond(IRBuilderBase &b, Value *rows, uint64_t capacity) {
  Function *thunk = b.GetInsertBlock()->getParent();
  auto *beyond = BasicBlock::Create(b.getContext(), "", thunk);
  auto *within = BasicBlock::Create(b.getContext(), "", thunk);
  b.CreateCondBr(b.CreateICmpUGT(rows, b.getInt64(capacity)), beyond, within);
  b.SetInsertPoint(beyond);
  b.CreateIntrinsic(Intrinsic::trap, {});
  b.CreateUnreachable();
  b.SetInsertPoint(within);
}

Function *plexus::calling::createEntryThunk(Module &module, Entry entry,
                                            const ArrayCounts &counts,
                                            uint64_t capacity,
                                            EmitCall emitCall) {
  Function *code = module.getFunction(nameOf(entry));
  if (!code)
    return nullptr;
  IRBuilder<> b(module.getContext());
  auto *thunk = Function::Create(
      FunctionType::get(b.getVoidTy(), {b.getPtrTy()}, /*isVarArg=*/false),
      GlobalValue::InternalLinkage, "plx_" + nameOf(entry), module);
  thunk->addFnAttr(Attribute::NoUnwind);
  b.SetInsertPoint(BasicBlock::Create(module.getContext(), "", thunk));
  Value *call = thunk->getArg(0);
  trapBeyond(b, load(b, call, &plx_call::rows), capacity);
  SmallVector<Value *> arguments;
#define ARENA(NAME, FIELD) arguments.push_back(load(b, call, &plx_call::FIELD));
#define SCALAR(NAME, FIELD, TYPE) ARENA(NAME, FIELD)
#define ARRAYS(NAME, FIELD, ROLE)                                              \
  if (takes(entry, Arrays::NAME)) {                                            \
    Value *array = load(b, call, &plx_call::FIELD);                            \
    for (uint64_t i = 0; i < counts.of(Arrays::NAME); ++i)                     \
      arguments.push_back(b.CreateLoad(                                        \
          b.getPtrTy(), b.CreateConstGEP1_64(b.getPtrTy(), array, i)));        \
  }
#include "compiler/calling/CallingConvention.def"
  // Another load than that of the comparison: where LLVM knows that there are
  // few rows, it specialises the kernels for that, and they lose their vectors.
  cast<LoadInst>(arguments[positionOf(Fixed::Rows)])->setVolatile(true);
  emitCall(b, code, arguments);
  b.CreateRetVoid();
  return thunk;
}
