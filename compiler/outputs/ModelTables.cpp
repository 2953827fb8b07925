//===- ModelTables.cpp - plx_model as constants of an LLVM module ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/ModelTables.h"

#include "compiler/calling/Record.h"
#include "runtime/core/plexus.h"
#include "llvm/IR/Constants.h"

using namespace llvm;
using namespace plexus::calling;
using plexus::ModelInfo;

namespace {

class Tables {
public:
  Tables(Module &module, const ModelInfo &model)
      : module(module), model(model), context(module.getContext()) {}
  void add(StringRef target, StringRef program, EmitCall emitCall);

private:
  Constant *null() {
    return ConstantPointerNull::get(PointerType::getUnqual(context));
  }
  Constant *constant(Constant *value, const Twine &name);
  Constant *text(StringRef value);
  Constant *shape(ArrayRef<int64_t> sizes);
  Constant *table(ArrayRef<Constant *> rows, const Twine &name);
  Constant *parameters();
  Constant *states();
  Constant *values(ArrayRef<ModelInfo::Value> values, const Twine &name);
  Constant *results();
  Constant *layers();

  Module &module;
  const ModelInfo &model;
  LLVMContext &context;
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

Constant *Tables::parameters() {
  SmallVector<Constant *> rows;
  for (const ModelInfo::Parameter &p : model.parameters)
    rows.push_back(Record<plx_parameter>(module)
                       .set(&plx_parameter::name, text(p.name))
                       .set(&plx_parameter::shape, shape(p.shape))
                       .set(&plx_parameter::rank, p.shape.size())
                       .set(&plx_parameter::distribution, p.distribution)
                       .set(&plx_parameter::a, p.a)
                       .set(&plx_parameter::b, p.b)
                       .set(&plx_parameter::offset, p.offset)
                       .set(&plx_parameter::elements, p.elements)
                       .set(&plx_parameter::stream, p.stream)
                       .set(&plx_parameter::frozen, p.frozen)
                       .set(&plx_parameter::stopped, p.stopped)
                       .set(&plx_parameter::reserved, 0)
                       .set(&plx_parameter::column_length, p.columnLength)
                       .build());
  return table(rows, "parameters");
}

Constant *Tables::states() {
  SmallVector<Constant *> rows;
  for (const ModelInfo::State &s : model.states)
    rows.push_back(Record<plx_state>(module)
                       .set(&plx_state::name, text(s.name))
                       .set(&plx_state::offset, s.offset)
                       .set(&plx_state::elements, s.elements)
                       .set(&plx_state::column_length, s.columnLength)
                       .build());
  return table(rows, "states");
}

Constant *Tables::values(ArrayRef<ModelInfo::Value> values, const Twine &name) {
  SmallVector<Constant *> rows;
  for (const ModelInfo::Value &v : values)
    rows.push_back(Record<plx_value>(module)
                       .set(&plx_value::name, text(v.name))
                       .set(&plx_value::shape, shape(v.shape))
                       .set(&plx_value::rank, v.shape.size())
                       .set(&plx_value::type, v.type)
                       .set(&plx_value::elements, v.elements)
                       .set(&plx_value::classes, v.classes)
                       .set(&plx_value::low, v.low)
                       .set(&plx_value::high, v.high)
                       .build());
  return table(rows, name);
}

Constant *Tables::results() {
  SmallVector<Constant *> rows;
  for (const ModelInfo::Result &r : model.results)
    rows.push_back(Record<plx_result>(module)
                       .set(&plx_result::name, text(r.name))
                       .set(&plx_result::finish,
                            uint32_t(r.isRootMean ? PLX_ROOT_MEAN : PLX_MEAN))
                       .set(&plx_result::is_loss, r.isLoss)
                       .build());
  return table(rows, "results");
}

Constant *Tables::layers() {
  SmallVector<Constant *> rows;
  for (const ModelInfo::Layer &l : model.layers)
    rows.push_back(Record<plx_layer>(module)
                       .set(&plx_layer::name, text(l.name))
                       .set(&plx_layer::activation, text(l.activation))
                       .set(&plx_layer::activation_kind, l.activationKind)
                       .set(&plx_layer::has_gradient, l.hasGradient)
                       .build());
  return table(rows, "layers");
}

/// Kernels stay functions: inlined, they would be optimised at every call, and
/// all together.
static void keepApart(Module &module) {
  for (Function &function : module)
    if (!function.isDeclaration()) {
      function.setLinkage(GlobalValue::InternalLinkage);
      function.addFnAttr(Attribute::NoInline);
      // Looked at now and then: not worth the time of the optimiser.
      if (function.getName().starts_with(nameOf(Entry::statistics)))
        function.addFnAttr(Attribute::OptimizeNone);
    }
}

void Tables::add(StringRef target, StringRef program, EmitCall emitCall) {
  keepApart(module);
  ArrayCounts counts{model.inputs.size(), model.targets.size(),
                     model.outputs.size()};
  Record<plx_model> record(module);
  record.set(&plx_model::abi, PLX_ABI_VERSION)
      .set(&plx_model::element_type,
           uint32_t(model.format == plexus::math::Format::F64 ? PLX_F64
                                                              : PLX_F32))
      .set(&plx_model::name, text(model.name))
      .set(&plx_model::target, text(target))
      .set(&plx_model::capacity, model.capacity)
      .set(&plx_model::parameter_bytes, model.parameterBytes)
      .set(&plx_model::state_bytes, model.stateBytes)
      .set(&plx_model::workspace_bytes, model.workspaceBytes)
      .set(&plx_model::predict_flops, model.predictFlops)
      .set(&plx_model::step_flops, model.stepFlops)
      .set(&plx_model::parameters, parameters())
      .set(&plx_model::states, states())
      .set(&plx_model::inputs, values(model.inputs, "inputs"))
      .set(&plx_model::targets, values(model.targets, "targets"))
      .set(&plx_model::outputs, values(model.outputs, "outputs"))
      .set(&plx_model::results, results())
      .set(&plx_model::layers, layers())
      .set(&plx_model::parameter_count, model.parameters.size())
      .set(&plx_model::state_count, model.states.size())
      .set(&plx_model::input_count, model.inputs.size())
      .set(&plx_model::target_count, model.targets.size())
      .set(&plx_model::output_count, model.outputs.size())
      .set(&plx_model::result_count, model.results.size())
      .set(&plx_model::layer_count, model.layers.size())
      .set(&plx_model::reserved, 0)
      .set(&plx_model::program, text(program));
#define ENTRY_POINT(NAME, TAKES_TARGETS, GIVES_OUTPUTS)                        \
  {                                                                            \
    Function *thunk = createEntryThunk(module, Entry::NAME, counts,            \
                                       model.capacity, emitCall);              \
    record.set(&plx_model::NAME, thunk ? thunk : null());                      \
  }
#include "compiler/calling/CallingConvention.def"
  Constant *value = record.build();
  new GlobalVariable(module, value->getType(), /*isConstant=*/true,
                     GlobalValue::ExternalLinkage, value,
                     plexus::modelSymbol(model.name));
}

std::string plexus::modelSymbol(StringRef network) {
  return ("plx_model_" + network).str();
}

void plexus::addModelTables(Module &module, const ModelInfo &model,
                            StringRef target, StringRef program,
                            EmitCall emitCall) {
  Tables(module, model).add(target, program, emitCall);
}
