//===- ModelTables.cpp - plx_model as constants of an LLVM module ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Fields are written in the order of runtime/core/plexus.h, with the types that
// give them the C layout.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/ModelTables.h"

#include "runtime/core/plexus.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using plexus::Model;

namespace {

class Tables {
public:
  Tables(Module &module, const Model &model)
      : module(module), model(model), context(module.getContext()), b(context) {
  }
  void add(StringRef target, StringRef program);

private:
  Constant *i32(uint64_t value) { return b.getInt32(value); }
  Constant *i64(uint64_t value) { return b.getInt64(value); }
  Constant *f64(double value) {
    return ConstantFP::get(b.getDoubleTy(), value);
  }
  Constant *null() { return ConstantPointerNull::get(b.getPtrTy()); }
  Constant *constant(Constant *value, const Twine &name);
  Constant *text(StringRef value);
  Constant *shape(ArrayRef<int64_t> sizes);
  Constant *table(ArrayRef<Constant *> rows, const Twine &name);
  Constant *values(ArrayRef<Model::Value> values, const Twine &name);
  Constant *entry(StringRef name);
  void callInOwnMode(Function *inner, ArrayRef<Value *> arguments);

  Module &module;
  const Model &model;
  LLVMContext &context;
  IRBuilder<> b;
};

} // namespace

/// A private constant; returns its address.
Constant *Tables::constant(Constant *value, const Twine &name) {
  return new GlobalVariable(module, value->getType(), /*isConstant=*/true,
                            GlobalValue::PrivateLinkage, value, name);
}

Constant *Tables::text(StringRef value) {
  return constant(ConstantDataArray::getString(context, value), "text");
}

Constant *Tables::shape(ArrayRef<int64_t> sizes) {
  if (sizes.empty())
    return null();
  SmallVector<uint64_t> numbers(sizes.begin(), sizes.end());
  return constant(ConstantDataArray::get(context, numbers), "shape");
}

/// Structs of one type, one after the other.
Constant *Tables::table(ArrayRef<Constant *> rows, const Twine &name) {
  if (rows.empty())
    return null();
  auto *type = ArrayType::get(rows.front()->getType(), rows.size());
  return constant(ConstantArray::get(type, rows), name);
}

Constant *Tables::values(ArrayRef<Model::Value> values, const Twine &name) {
  SmallVector<Constant *> rows;
  for (const Model::Value &v : values)
    rows.push_back(ConstantStruct::getAnon({text(v.name), shape(v.shape),
                                            i32(v.shape.size()), i32(v.type),
                                            i64(v.elements), i64(v.classes)}));
  return table(rows, name);
}

/// Calls `inner` with rounding to nearest and subnormal numbers kept, whatever
/// the host program has set, and sets what it had again after it: else the bits
/// would be the host's.
void Tables::callInOwnMode(Function *inner, ArrayRef<Value *> arguments) {
  if (!module.getTargetTriple().isX86()) {
    b.CreateCall(inner, arguments);
    return;
  }
  constexpr uint32_t ownMode = 0x1F80; // MXCSR at the start of a process
  Value *host = b.CreateAlloca(b.getInt32Ty());
  Value *own = b.CreateAlloca(b.getInt32Ty());
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_stmxcsr, {host});
  b.CreateStore(b.getInt32(ownMode), own);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {own});
  b.CreateCall(inner, arguments);
  b.CreateIntrinsic(b.getVoidTy(), Intrinsic::x86_sse_ldmxcsr, {host});
}

/// The function that unpacks a plx_call for an entry point; null without it.
/// The arguments of an entry point are fixed by plx-bind-buffers.
Constant *Tables::entry(StringRef name) {
  Function *inner = module.getFunction(name);
  if (!inner)
    return null();
  Type *ptr = b.getPtrTy(), *word = b.getInt64Ty();
  auto *call = StructType::get(ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, word,
                               word, word, b.getDoubleTy());
  enum Field {
    Parameters,
    State,
    Workspace,
    Gradients,
    Inputs,
    Targets,
    Outputs,
    Results,
    Rows,
    Seed,
    Step,
    LearningRate
  };
  auto *outer =
      Function::Create(FunctionType::get(b.getVoidTy(), {ptr}, false),
                       GlobalValue::InternalLinkage, "plx_" + name, module);
  outer->addFnAttr(Attribute::NoUnwind);
  b.SetInsertPoint(BasicBlock::Create(context, "", outer));
  auto field = [&](Field f) -> Value * {
    return b.CreateLoad(call->getElementType(f),
                        b.CreateStructGEP(call, outer->getArg(0), f));
  };
  SmallVector<Value *> arguments{
      field(Parameters),   field(State),   field(Workspace),
      field(Gradients),    field(Results), field(Rows),
      field(LearningRate), field(Seed),    field(Step)};
  auto each = [&](Field f, size_t count) {
    Value *array = field(f);
    for (size_t i = 0; i < count; ++i)
      arguments.push_back(
          b.CreateLoad(ptr, b.CreateConstGEP1_64(ptr, array, i)));
  };
  each(Inputs, model.inputs.size());
  if (name != "predict")
    each(Targets, model.targets.size());
  else
    each(Outputs, model.outputs.size());
  callInOwnMode(inner, arguments);
  b.CreateRetVoid();
  return outer;
}

void Tables::add(StringRef target, StringRef program) {
  // Kernels stay functions: inlined, they would be optimised at every call, and
  // all together.
  for (Function &function : module)
    if (!function.isDeclaration()) {
      function.setLinkage(GlobalValue::InternalLinkage);
      function.addFnAttr(Attribute::NoInline);
      // Looked at now and then: not worth the time of the optimiser.
      if (function.getName().starts_with("statistics"))
        function.addFnAttr(Attribute::OptimizeNone);
    }
  SmallVector<Constant *> parameters, states, results, layers;
  for (const Model::Parameter &p : model.parameters)
    parameters.push_back(ConstantStruct::getAnon(
        {text(p.name), shape(p.shape), i32(p.shape.size()), i32(p.distribution),
         f64(p.a), f64(p.b), i64(p.offset), i64(p.elements), i32(p.stream),
         i32(p.frozen), i32(p.stopped), i32(0)}));
  for (const Model::State &s : model.states)
    states.push_back(ConstantStruct::getAnon(
        {text(s.name), i64(s.offset), i64(s.elements)}));
  for (const Model::Result &r : model.results)
    results.push_back(ConstantStruct::getAnon(
        {text(r.name), i32(r.isRootMean ? PLX_ROOT_MEAN : PLX_MEAN),
         i32(r.isLoss)}));
  for (const Model::Layer &l : model.layers)
    layers.push_back(
        ConstantStruct::getAnon({text(l.name), text(l.activation),
                                 i32(l.activationKind), i32(l.hasGradient)}));
  Constant *value =
      ConstantStruct::getAnon({i32(PLX_ABI_VERSION),
                               i32(model.isDouble ? PLX_F64 : PLX_F32),
                               text(model.name),
                               text(target),
                               i64(model.capacity),
                               i64(model.parameterBytes),
                               i64(model.stateBytes),
                               i64(model.workspaceBytes),
                               i64(model.predictFlops),
                               i64(model.stepFlops),
                               table(parameters, "parameters"),
                               table(states, "states"),
                               values(model.inputs, "inputs"),
                               values(model.targets, "targets"),
                               values(model.outputs, "outputs"),
                               table(results, "results"),
                               table(layers, "layers"),
                               i32(parameters.size()),
                               i32(states.size()),
                               i32(model.inputs.size()),
                               i32(model.targets.size()),
                               i32(model.outputs.size()),
                               i32(results.size()),
                               i32(layers.size()),
                               i32(0),
                               entry("predict"),
                               entry("evaluate"),
                               entry("step"),
                               entry("gradients"),
                               entry("statistics"),
                               text(program)});
  new GlobalVariable(module, value->getType(), /*isConstant=*/true,
                     GlobalValue::ExternalLinkage, value, "plx_program_model");
}

void plexus::addModelTables(Module &module, const Model &model,
                            StringRef target, StringRef program) {
  Tables(module, model).add(target, program);
}
