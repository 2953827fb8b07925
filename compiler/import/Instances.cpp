//===- Instances.cpp - layers and blocks as instances ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// An instance is made once, found by its name, and called once or more.
//
//===----------------------------------------------------------------------===//

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Making
//===----------------------------------------------------------------------===//

/// Counts what is built, so that a few lines of blocks in blocks cannot fill
/// the memory.
bool Importer::countUse(SMRange range) {
  if (engine.isFull())
    return false;
  if (++uses <= maxUses)
    return true;
  if (uses == maxUses + 1)
    report(range, Id::net_too_many_uses, maxUses);
  return false;
}

/// A new instance in a scope, called `as` or by its word and a number.
Instance *Importer::addInstance(const Name &as, StringRef callee, SMRange range,
                                Scope &scope) {
  std::string name = as.text.str();
  if (as) {
    auto taken = scope.layers.find(as.text);
    if (taken != scope.layers.end()) {
      report(as.range, Id::net_duplicate_name, as.text)
          .note(taken->second, Id::net_declared_here, as.text);
      return nullptr;
    }
    if (!declare(as, scope))
      return nullptr;
  } else {
    std::string lower = callee.lower();
    unsigned &next = scope.counters[lower];
    do
      name = lower + std::to_string(next++);
    while (scope.layers.contains(name));
  }
  scope.layers[name] = as ? as.range : range;
  Instance &instance = instances.emplace_back();
  instance.path = scope.pathOf(name);
  instance.declared = as ? as.range : range;
  if (scope.owner)
    scope.owner->children[name] = &instance;
  if (as)
    scope.bindings[as.text] = {{}, &instance, as.range, {}, false};
  return &instance;
}

Instance *Importer::makeInstance(const Name &callee, ArrayRef<Arg> args,
                                 SMRange range, const Name &as, Scope &scope) {
  Instance *instance = addInstance(as, callee.text, range, scope);
  if (instance && setUp(*instance, callee, args, range, scope))
    return instance;
  if (instance && as)
    scope.bindings[as.text] = {{}, nullptr, as.range, {}, false};
  return nullptr;
}

/// Finds what `callee` is and gives it its settings.
bool Importer::setUp(Instance &instance, const Name &callee, ArrayRef<Arg> args,
                     SMRange range, Scope &scope) {
  auto block = scope.module.blocks.find(callee.text);
  if (block != scope.module.blocks.end()) {
    instance.block = block->second;
    return matchSettings(*block->second.decl, args, range, scope, instance);
  }
  const nn::Word *word = findWord(callee.text);
  if (!word || word->kind != nn::WordKind::Layer) {
    unknownWord(callee, scope);
    return false;
  }
  instance.word = word;
  instance.slots.resize(word->settings.size());
  SmallVector<Given, 4> given;
  for (const Arg &arg : args)
    given.push_back({arg.name, arg.range, arg.value.get(), nullptr, nullptr});
  if (!matchArguments(*word, given, Positional::AllButTensors, range, scope,
                      instance.slots))
    return false;
  for (auto [setting, slot] : llvm::zip(word->settings, instance.slots)) {
    auto found = scope.defaults.find(setting.name);
    if (slot.given || found == scope.defaults.end())
      continue;
    // A setting that is not `auto` by default starts as zeros or ones for a
    // reason; `default init` is for the others.
    if (setting.kind == nn::SettingKind::Initialiser &&
        setting.defaultText != autoWord)
      continue;
    std::optional<nn::Argument> value =
        convert(*word, setting, *found->second, scope);
    if (!value)
      return false;
    slot.given = true;
    slot.value = std::move(*value);
  }
  return checkRequired(*word, instance.slots, /*tensors=*/false, range);
}

/// How often `repeat(3, Residual(64))` makes its layer.
std::optional<int64_t> Importer::repeatCount(const Name &callee,
                                             const Expr &expr, Scope &scope) {
  std::optional<ConstantValue> value = evaluate(expr, scope.constants, engine);
  if (!value)
    return std::nullopt;
  std::optional<int64_t> count = value->asInteger();
  if (count && *count >= 1 && *count <= maxUses)
    return count;
  wrongKind("the count of " + diag::quoted(callee.text), "",
            "a whole number from 1 to " + std::to_string(maxUses), *value,
            scope);
  return std::nullopt;
}

/// `repeat(3, Residual(64))`: three instances, one after the other.
Instance *Importer::makeRepeat(const Name &callee, ArrayRef<Arg> args,
                               SMRange range, const Name &as, Scope &scope) {
  bool isPositional = llvm::none_of(args, [](const Arg &a) { return a.name; });
  if (args.size() != 2 || !isPositional) {
    report(range, Id::net_repeat_form);
    return nullptr;
  }
  std::optional<int64_t> count = repeatCount(callee, *args[0].value, scope);
  if (!count)
    return nullptr;
  const Expr *layer = args[1].value.get();
  ArrayRef<Arg> settings;
  if (const auto *call = llvm::dyn_cast<CallExpr>(layer)) {
    layer = call->callee.get();
    settings = call->args;
  }
  const auto *name = llvm::dyn_cast<NameExpr>(layer);
  Name made = name ? Name{name->name, name->range} : Name{};
  if (!made.isCapital()) {
    report(args[1].range, Id::net_repeat_form);
    return nullptr;
  }

  // With a name of its own the chain owns its layers: `enc.residual0`.
  if (!as) {
    Instance &chain = instances.emplace_back();
    chain.declared = range;
    for (int64_t i = 0; i != *count; ++i) {
      Instance *part = makeInstance(made, settings, args[1].range, {}, scope);
      if (!part)
        return nullptr;
      chain.chain.push_back(part);
    }
    return &chain;
  }
  Instance *chain = addInstance(as, callee.text, range, scope);
  if (!chain)
    return nullptr;
  std::string lower = made.text.lower();
  for (int64_t i = 0; i != *count; ++i) {
    Instance &part = instances.emplace_back();
    std::string partName = lower + std::to_string(i);
    part.path = chain->path + "." + partName;
    part.declared = args[1].range;
    if (!setUp(part, made, settings, args[1].range, scope)) {
      scope.bindings[as.text] = {{}, nullptr, as.range, {}, false};
      return nullptr;
    }
    chain->children[partName] = &part;
    chain->chain.push_back(&part);
  }
  return chain;
}

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

Instance *Importer::findChild(Instance &instance, const Name &name) {
  auto found = instance.children.find(name.text);
  if (found != instance.children.end())
    return found->second;
  if (!instance.called) {
    report(name.range, Id::net_not_called_yet, instance.path)
        .note(instance.declared, Id::net_declared_here, instance.path);
    return nullptr;
  }
  SmallVector<StringRef> known;
  for (const auto &child : instance.children)
    known.push_back(child.first());
  llvm::sort(known);
  report(name.range, Id::net_no_member, instance.path, name.text,
         diag::guess(name.text, known));
  return nullptr;
}

/// The layer at `encoder.inp`.
Instance *Importer::findInstance(ArrayRef<Name> path, Scope &scope) {
  const Name &root = path.front();
  auto bound = scope.bindings.find(root.text);
  if (bound == scope.bindings.end()) {
    undefinedName(root.text, root.range, scope);
    return nullptr;
  }
  Instance *instance = bound->second.instance;
  if (!instance && bound->second.tensor)
    report(root.range, Id::net_member_of_value, root.text)
        .note(bound->second.declared, Id::net_declared_here, root.text);
  for (const Name &name : path.drop_front()) {
    if (!instance)
      return nullptr;
    instance = findChild(*instance, name);
  }
  return instance;
}
