//===- Calls.cpp - a word applied to its arguments ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"
#include "dialects/nn/Initialisers.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SMRange;
using llvm::StringRef;

static llvm::SmallVector<Given, 4> givenBy(ArrayRef<Arg> args) {
  llvm::SmallVector<Given, 4> given;
  for (const Arg &arg : args)
    given.push_back({arg.name, arg.range, arg.value.get(), nullptr, nullptr});
  return given;
}

/// A call that makes layers, none of them applied yet: `Dense(8)`.
static const NameExpr *layerCallee(const CallExpr &call) {
  const auto *name = llvm::dyn_cast<NameExpr>(call.callee.get());
  if (!name || !Name{name->name, name->range}.isCapital())
    return nullptr;
  return name;
}

std::optional<Operand> Importer::importCall(const CallExpr &expr,
                                            Scope &scope) {
  const Expr &callee = *expr.callee;
  if (const auto *name = llvm::dyn_cast<NameExpr>(&callee)) {
    auto bound = scope.bindings.find(name->name);
    if (bound != scope.bindings.end() && bound->second.instance)
      return callInstance(*bound->second.instance, givenBy(expr.args),
                          expr.range, scope);
    if (bound != scope.bindings.end() && !findWord(name->name)) {
      if (bound->second.tensor)
        report(name->range, Id::net_tensor_called, name->name);
      return std::nullopt;
    }
    Name function{name->name, name->range};
    if (!function.isCapital())
      return callFunction(function, givenBy(expr.args), expr.range, scope);
    const nn::Word *word = findWord(name->name);
    if (word || scope.module.blocks.count(name->name))
      report(expr.range, Id::net_layer_not_applied, textOf(expr.range));
    else
      unknownWord(function, scope);
    return std::nullopt;
  }
  if (const auto *inner = llvm::dyn_cast<CallExpr>(&callee))
    if (const NameExpr *name = layerCallee(*inner)) {
      Instance *layer = makeInstance({name->name, name->range}, inner->args,
                                     inner->range, {}, scope);
      if (!layer)
        return std::nullopt;
      return callInstance(*layer, givenBy(expr.args), expr.range, scope);
    }
  if (llvm::isa<MemberExpr>(&callee)) {
    llvm::SmallVector<Name, 4> path;
    const Expr *base = &callee;
    while (const auto *member = llvm::dyn_cast<MemberExpr>(base)) {
      path.push_back(member->member);
      base = member->base.get();
    }
    if (const auto *root = llvm::dyn_cast<NameExpr>(base)) {
      path.push_back(Name{root->name, root->range});
      std::reverse(path.begin(), path.end());
      Instance *instance = findInstance(path, scope);
      if (!instance)
        return std::nullopt;
      return callInstance(*instance, givenBy(expr.args), expr.range, scope);
    }
  }
  report(callee.range, Id::net_not_callable);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Pipes
//===----------------------------------------------------------------------===//

std::optional<Operand> Importer::importPipe(const PipeExpr &expr,
                                            Scope &scope) {
  std::optional<Operand> value = importExpr(*expr.input, scope);
  for (const Stage &stage : expr.stages) {
    if (!value)
      return std::nullopt;
    value = importStage(stage, *value, scope);
  }
  if (value)
    value->range = expr.range;
  return value;
}

std::optional<Operand>
Importer::importStage(const Stage &stage, const Operand &input, Scope &scope) {
  const Name &name = stage.path.front();
  llvm::SmallVector<Given, 4> args = givenBy(stage.args);
  args.insert(args.begin(), {{}, input.range, nullptr, nullptr, &input});
  auto bound = scope.bindings.find(name.text);
  bool isInstance = stage.path.size() > 1 ||
                    (bound != scope.bindings.end() && bound->second.instance);
  if (!isInstance && (name.isCapital() || name.text == repeatWord)) {
    Instance *layer =
        name.isCapital()
            ? makeInstance(name, stage.args, stage.range, stage.as, scope)
            : makeRepeat(name, stage.args, stage.range, stage.as, scope);
    if (!layer)
      return std::nullopt;
    return callInstance(*layer, ArrayRef(args).take_front(), stage.range,
                        scope);
  }
  if (stage.as) {
    report(stage.as.range, Id::net_as_without_layer, name.text);
    return std::nullopt;
  }
  if (!isInstance)
    return callFunction(name, args, stage.range, scope);
  Instance *instance = findInstance(stage.path, scope);
  if (!instance)
    return std::nullopt;
  return callInstance(*instance, args, stage.range, scope);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

std::optional<Operand> Importer::callFunction(const Name &name,
                                              ArrayRef<Given> args,
                                              SMRange range, Scope &scope) {
  const nn::Word *word = findWord(name.text);
  if (!word || word->kind == nn::WordKind::Operator) {
    auto bound = scope.bindings.find(name.text);
    if (name.text == repeatWord)
      report(range, Id::net_repeat_not_piped);
    else if (bound != scope.bindings.end() && bound->second.tensor)
      report(name.range, Id::net_tensor_called, name.text);
    else if (bound == scope.bindings.end())
      unknownWord(name, scope);
    return std::nullopt;
  }
  Slots slots(word->settings.size());
  if (!matchArguments(*word, args, Positional::All, range, scope, slots) ||
      !checkRequired(*word, slots, /*tensors=*/true, range) ||
      !checkRequired(*word, slots, /*tensors=*/false, range))
    return std::nullopt;
  Building now{word->spelling, range, range.Start, {}};
  for (const Slot &slot : slots)
    for (const Operand &operand : slot.operands)
      now.operands.push_back(&operand);
  if (llvm::none_of(now.operands, [](auto *o) { return bool(o->tensor); }))
    return foldWord(*word, slots, range);
  return buildWord(*word, slots, now, nullptr, scope);
}

/// A function of numbers alone.
std::optional<Operand> Importer::foldWord(const nn::Word &word,
                                          const Slots &slots, SMRange range) {
  llvm::SmallVector<ConstantValue, 2> numbers;
  for (const Slot &slot : slots)
    for (const Operand &operand : slot.operands)
      numbers.push_back(operand.constant);
  if (!isConstantFunction(word.spelling)) {
    assert(!numbers.empty() && "every function and layer takes a tensor");
    report(numbers.front().range, Id::net_number_not_tensor, word.spelling,
           describe(numbers.front()));
    return std::nullopt;
  }
  std::optional<ConstantValue> value =
      foldFunction(word.spelling, numbers, range, engine);
  if (!value)
    return std::nullopt;
  return Operand{{}, std::move(*value), range, {}};
}

/// "unknown layer `Dence`; did you mean `Dense`?"
void Importer::unknownWord(const Name &name, Scope &scope) {
  if (name.text == autoWord || nn::findInitialiser(name.text)) {
    report(name.range, Id::net_initialiser_called, name.text);
    return;
  }
  if (llvm::is_contained(unbuiltWords(), name.text)) {
    report(name.range, Id::net_word_not_built, name.text);
    return;
  }
  llvm::SmallVector<StringRef> known;
  auto add = [&](StringRef word) {
    if (Name{word, {}}.isCapital() == name.isCapital())
      known.push_back(word);
  };
  for (const auto &entry : words)
    if (entry.second->kind != nn::WordKind::Operator)
      known.push_back(entry.first());
  for (const auto &entry : scope.bindings)
    if (entry.second.instance)
      known.push_back(entry.first());
  for (const auto &entry : scope.module.blocks)
    add(entry.first);
  for (const nn::Initialiser &initialiser : nn::initialisers())
    known.push_back(initialiser.name);
  llvm::append_range(known, unbuiltWords());
  add(repeatWord);
  llvm::sort(known);
  StringRef what = name.isCapital() ? "layer" : "function";
  StringRef own = ownWordFor(name.text);
  report(name.range, Id::net_unknown_word, what, name.text,
         own.empty() ? diag::guess(name.text, known)
                     : diag::Guess{name.text.str(), own.str()});
}
