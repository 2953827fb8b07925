//===- Word.cpp - the words of the language and how they become ops -------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Word.h"
#include "dialects/nn/NN.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace plexus::nn {

const Setting *Word::find(StringRef name) const {
  for (const Setting &setting : settings)
    if (setting.name == name)
      return &setting;
  return nullptr;
}

SmallVector<const Word *> allWords(MLIRContext &context) {
  context.loadDialect<NNDialect>();
  SmallVector<const Word *> words;
  for (RegisteredOperationName op : context.getRegisteredOperations()) {
    if (op.getDialectNamespace() != "nn")
      continue;
    if (auto *word = op.getInterface<WordInterface>())
      words.push_back(&word->word());
    else if (auto *optimizer = op.getInterface<OptimizerInterface>();
             optimizer && !optimizer->settings().spelling.empty())
      words.push_back(&optimizer->settings());
  }
  return words;
}

//===----------------------------------------------------------------------===//
// Call
//===----------------------------------------------------------------------===//

unsigned Call::index(StringRef setting) const {
  const Setting *found = word.find(setting);
  assert(found && "the word has no such setting");
  return found - word.settings.begin();
}

Argument &Call::argument(StringRef setting) {
  return arguments[index(setting)];
}

bool Call::has(StringRef setting) {
  return !std::holds_alternative<std::monostate>(argument(setting));
}

Value Call::tensor(StringRef setting) {
  return std::get<Value>(argument(setting));
}

ArrayRef<Value> Call::tensors(StringRef setting) {
  return std::get<SmallVector<Value>>(argument(setting));
}

std::optional<int64_t> Call::integer(StringRef setting) {
  if (has(setting))
    return std::get<int64_t>(argument(setting));
  int64_t value;
  if (word.find(setting)->defaultText.getAsInteger(10, value))
    return std::nullopt;
  return value;
}

ArrayRef<int64_t> Call::integers(StringRef setting) {
  if (!has(setting))
    return {};
  return std::get<SmallVector<int64_t>>(argument(setting));
}

double Call::number(StringRef setting) {
  if (has(setting))
    return std::get<double>(argument(setting));
  double value = 0;
  bool invalid = word.find(setting)->defaultText.getAsDouble(value);
  assert(!invalid && "the default of a number is a number");
  (void)invalid;
  return value;
}

ArrayRef<double> Call::numbers(StringRef setting) {
  if (!has(setting))
    return {};
  return std::get<SmallVector<double>>(argument(setting));
}

bool Call::flag(StringRef setting) {
  if (has(setting))
    return std::get<bool>(argument(setting));
  return word.find(setting)->defaultText == "true";
}

FailureOr<Value> Call::parameter(StringRef name, ArrayRef<int64_t> shape,
                                 int64_t fanIn, int64_t fanOut,
                                 StringRef init) {
  // A parameter without a setting of its own, as a bias, starts as zeros.
  InitialiserUse use{"zeros", {}, false};
  if (!init.empty())
    use = has(init)
              ? std::get<InitialiserUse>(argument(init))
              : InitialiserUse{word.find(init)->defaultText.str(), {}, false};
  const Applied *applied = nullptr;
  if (word.find("activation") && has("activation"))
    applied = &std::get<Applied>(argument("activation"));
  return declareParameter({name, SmallVector<int64_t>(shape), fanIn, fanOut,
                           use, applied,
                           getElementTypeOrSelf(tensor().getType())});
}

FailureOr<Value> Call::activate(Value y) {
  if (!has("activation"))
    return y;
  return std::get<Applied>(argument("activation")).apply(y);
}

FailureOr<int64_t> Call::dimension(Value x, int64_t axis) {
  auto type = cast<RankedTensorType>(x.getType());
  int64_t offset = hasRows(type) ? 1 : 0;
  if (axis >= 0 && axis + offset < type.getRank())
    return axis + offset;
  int64_t rank = type.getRank() - offset;
  InFlightDiagnostic diagnostic = error();
  diagnostic << "`" << word.spelling << "` has no axis " << axis << " in "
             << spell(type);
  if (rank > 0)
    diagnostic << ", which has axes 0 to " << rank - 1;
  return diagnostic;
}

FailureOr<Value> Call::create(StringRef opName, ValueRange operands,
                              ArrayRef<NamedAttribute> attributes) {
  return createInferred(b, loc, opName, operands, attributes);
}

FailureOr<Value> Call::build(StringRef opName) {
  SmallVector<Value> operands;
  SmallVector<NamedAttribute> attributes;
  auto attribute = [&](StringRef name, Attribute value) {
    attributes.push_back(b.getNamedAttr(name, value));
  };
  for (const Setting &setting : word.settings) {
    if (!has(setting.name))
      continue;
    Argument &given = argument(setting.name);
    switch (setting.kind) {
    case SettingKind::Tensor:
    case SettingKind::Like:
      operands.push_back(std::get<Value>(given));
      break;
    case SettingKind::Tensors:
      llvm::append_range(operands, std::get<SmallVector<Value>>(given));
      break;
    case SettingKind::Count:
      attribute(setting.name, b.getI64IntegerAttr(std::get<int64_t>(given)));
      break;
    case SettingKind::Axis: {
      FailureOr<int64_t> axis =
          dimension(operands.front(), std::get<int64_t>(given));
      if (failed(axis))
        return failure();
      attribute(setting.name, b.getI64IntegerAttr(*axis));
      break;
    }
    case SettingKind::Number:
      attribute(setting.name, b.getF64FloatAttr(std::get<double>(given)));
      break;
    case SettingKind::Numbers:
      attribute(setting.name,
                b.getDenseF64ArrayAttr(std::get<SmallVector<double>>(given)));
      break;
    case SettingKind::Flag:
      attribute(setting.name, b.getBoolAttr(std::get<bool>(given)));
      break;
    case SettingKind::Shape:
      attribute(setting.name,
                b.getDenseI64ArrayAttr(std::get<SmallVector<int64_t>>(given)));
      break;
    case SettingKind::Axes:
    case SettingKind::Activation:
    case SettingKind::Initialiser:
      llvm_unreachable("a word with such a setting builds itself");
    }
  }
  auto rows =
      llvm::find_if(operands, [](Value v) { return hasRows(v.getType()); });
  if (rows != operands.end())
    for (Value &operand : operands)
      operand = withRows(b, loc, operand, *rows);
  return create(opName, operands, attributes);
}

FailureOr<Value> createInferred(OpBuilder &b, Location loc, StringRef opName,
                                ValueRange operands,
                                ArrayRef<NamedAttribute> attributes) {
  MLIRContext *context = b.getContext();
  auto info = RegisteredOperationName::lookup(opName, context);
  assert(info && "no such op");
  OperationState state(loc, *info);
  state.addOperands(operands);
  state.addAttributes(attributes);
  info->populateDefaultAttrs(state.attributes);
  auto *infer = info->getInterface<InferTypeOpInterface>();
  SmallVector<Type> types;
  if (failed(infer->inferReturnTypes(
          context, loc, operands, state.attributes.getDictionary(context),
          OpaqueProperties(nullptr), /*regions=*/{}, types)))
    return failure();
  state.addTypes(types);
  return b.create(state)->getResult(0);
}

} // namespace plexus::nn
