//===- Blocks.cpp - layers and blocks as instances ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// An instance is made once and called once or more. Calling a block imports its
// body again; its layers have the same paths then and find their parameters.
//
//===----------------------------------------------------------------------===//

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"
#include "text/Counted.h"

#include "llvm/ADT/ScopeExit.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;

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

//===----------------------------------------------------------------------===//
// Making
//===----------------------------------------------------------------------===//

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
    // What starts as zeros or ones does so for a reason; `default init` speaks
    // of the layers that would choose.
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

/// `repeat(3, Residual(64))`: three instances, one after the other.
Instance *Importer::makeRepeat(const Name &callee, ArrayRef<Arg> args,
                               SMRange range, const Name &as, Scope &scope) {
  bool isPositional = llvm::none_of(args, [](const Arg &a) { return a.name; });
  if (args.size() != 2 || !isPositional) {
    report(range, Id::net_repeat_form);
    return nullptr;
  }
  std::optional<ConstantValue> value =
      evaluate(*args[0].value, scope.constants, engine);
  if (!value)
    return nullptr;
  std::optional<int64_t> count = value->asInteger();
  if (!count || *count < 1 || *count > maxUses) {
    wrongKind("the count of " + diag::quoted(callee.text), "",
              "a whole number from 1 to " + std::to_string(maxUses), *value,
              scope);
    return nullptr;
  }
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
// Settings of blocks
//===----------------------------------------------------------------------===//

std::optional<ConstantValue>
Importer::convertSetting(const BlockDecl &block, const Param &param,
                         const ConstantValue &value, Scope &scope) {
  auto checked = [&](bool fits,
                     StringRef expected) -> std::optional<ConstantValue> {
    if (fits)
      return value;
    wrongKind(param.name.text, block.name.text, expected, value, scope);
    return std::nullopt;
  };
  bool hasDims = param.type.hasDims;
  switch (hasDims ? TypeKind::F32 : param.type.kind) {
  case TypeKind::Int:
    return checked(value.asInteger().has_value(), "a whole number");
  case TypeKind::Float:
    return checked(value.asNumber().has_value(), "a number");
  case TypeKind::Bool:
    return checked(value.asBool().has_value(), "`true` or `false`");
  case TypeKind::Init:
    if (!value.isWord() && !value.isCall())
      return checked(false, "an initialiser such as `kaiming_normal`");
    if (!convertInitialiser(value, scope))
      return std::nullopt;
    return value;
  case TypeKind::F32:
  case TypeKind::Index:
    report(param.type.range, Id::net_setting_type, param.name.text,
           textOf(param.type.range));
    return std::nullopt;
  }
  llvm_unreachable("a type without values");
}

bool Importer::matchSettings(const BlockDecl &block, ArrayRef<Arg> args,
                             SMRange range, Scope &scope, Instance &instance) {
  SmallVector<const Arg *> given(block.settings.size(), nullptr);
  size_t position = 0;
  bool good = true;
  for (const Arg &arg : args) {
    size_t index = position;
    if (arg.name)
      index = llvm::find_if(block.settings,
                            [&](const Param &param) {
                              return param.name.text == arg.name.text;
                            }) -
              block.settings.begin();
    else
      ++position;
    if (index >= given.size()) {
      SmallVector<StringRef> names;
      for (const Param &param : block.settings)
        names.push_back(param.name.text);
      if (!arg.name)
        report(arg.range, Id::net_too_many_arguments, block.name.text,
               text::countedOrNo(given.size(), "setting"));
      else
        report(arg.name.range, Id::net_unknown_setting, block.name.text,
               arg.name.text, diag::guess(arg.name.text, names));
      good = false;
    } else if (given[index]) {
      report(arg.range, Id::net_setting_twice, block.settings[index].name.text)
          .note(given[index]->range, Id::net_given_here,
                block.settings[index].name.text);
      good = false;
    } else {
      given[index] = &arg;
    }
  }
  if (!good)
    return false;
  // A default is read where the block is declared and sees the settings before
  // it; an argument is read where the block is used.
  Scope inside(*instance.block.home, nullptr);
  for (auto [param, arg] : llvm::zip(block.settings, given)) {
    if (!arg && !param.fallback) {
      report(range, Id::net_missing_setting, block.name.text, param.name.text,
             spelling(param.type.kind));
      return false;
    }
    const Expr &expr = arg ? *arg->value : *param.fallback;
    Scope &where = arg ? scope : inside;
    std::optional<ConstantValue> value =
        evaluate(expr, where.constants, engine);
    if (value)
      value = convertSetting(block, param, *value, where);
    if (!value)
      return false;
    inside.constants.bind(param.name.text, *value);
    instance.settings.emplace_back(param.name.text, std::move(*value));
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

std::optional<Operand> Importer::callInstance(Instance &instance,
                                              ArrayRef<Given> args,
                                              SMRange range, Scope &scope) {
  if (!instance.chain.empty()) {
    if (args.size() != 1 || args.front().name) {
      report(range, Id::net_one_tensor, repeatWord);
      return std::nullopt;
    }
    std::optional<Operand> value;
    if (args.front().operand)
      value = *args.front().operand;
    else
      value = importExpr(*args.front().expr, scope);
    for (Instance *part : instance.chain) {
      if (!value)
        return std::nullopt;
      Given piped{{}, value->range, nullptr, nullptr, &*value};
      value = callInstance(*part, piped, range, scope);
    }
    instance.called = true;
    return value;
  }
  if (instance.block)
    return callBlock(instance, args, range, scope);
  const nn::Word &word = *instance.word;
  Slots slots = instance.slots;
  if (!matchArguments(word, args, Positional::OnlyTensors, range, scope,
                      slots) ||
      !checkRequired(word, slots, /*tensors=*/true, range))
    return std::nullopt;
  Building now{word.spelling, range, range.Start, {}};
  for (const Slot &slot : slots)
    for (const Operand &operand : slot.operands)
      now.operands.push_back(&operand);
  if (llvm::none_of(now.operands, [](auto *o) { return bool(o->tensor); }))
    return foldWord(word, slots, range);
  std::optional<Operand> value = buildWord(word, slots, now, &instance, scope);
  instance.called = true;
  return value;
}

/// The tensors of a block's call, in the order of its parameters.
static bool isParameter(const Given &given, const Param &param) {
  return given.name.text == param.name.text;
}

std::optional<Operand> Importer::callBlock(Instance &instance,
                                           ArrayRef<Given> args, SMRange range,
                                           Scope &caller) {
  const BlockDecl &block = *instance.block.decl;
  if (brokenBlocks.contains(&block) || !countUse(range))
    return std::nullopt;
  bool isOpen = llvm::any_of(
      openBlocks, [&](const OpenBlock &open) { return open.block == &block; });
  if (isOpen) {
    report(range, Id::net_recursion, block.name.text);
    return std::nullopt;
  }
  if (openBlocks.size() >= maxBlockDepth) {
    engine.report(range, Id::net_block_depth, maxBlockDepth);
    return std::nullopt;
  }
  if (args.size() != block.tensors.size()) {
    report(range, Id::net_tensor_count, block.name.text, block.tensors.size(),
           args.size())
        .note(block.name.range, Id::net_declared_here, block.name.text);
    return std::nullopt;
  }

  SmallVector<std::optional<Operand>> tensors(block.tensors.size());
  for (auto [position, given] : llvm::enumerate(args)) {
    size_t index = position;
    if (given.name)
      index = llvm::find_if(block.tensors,
                            [&](const Param &param) {
                              return isParameter(given, param);
                            }) -
              block.tensors.begin();
    if (index == tensors.size()) {
      SmallVector<StringRef> names;
      for (const Param &param : block.tensors)
        names.push_back(param.name.text);
      report(given.name.range, Id::net_unknown_setting, block.name.text,
             given.name.text, diag::guess(given.name.text, names));
      return std::nullopt;
    }
    if (tensors[index]) {
      report(given.range, Id::net_setting_twice,
             block.tensors[index].name.text);
      return std::nullopt;
    }
    tensors[index] =
        given.operand ? *given.operand : importTensor(*given.expr, caller);
    if (!tensors[index])
      return std::nullopt;
    if (!tensors[index]->tensor) {
      report(given.range, Id::net_not_a_tensor,
             describe(tensors[index]->constant));
      return std::nullopt;
    }
  }

  Scope scope(*instance.block.home, &instance);
  scope.defaults = caller.defaults;
  for (auto &[name, value] : instance.settings)
    scope.constants.bind(name, value);
  for (const Param &param : block.settings)
    if (!declare(param.name, scope))
      return std::nullopt;
  for (auto [param, tensor] : llvm::zip(block.tensors, tensors))
    if (!checkType(param.type, *tensor, scope, diag::quoted(param.name.text),
                   /*bindsDimensions=*/true))
      return std::nullopt;

  openBlocks.push_back({&block, range});
  llvm::scope_exit leave([this] { openBlocks.pop_back(); });
  unsigned errors = engine.errorCount();
  for (auto [param, tensor] : llvm::zip(block.tensors, tensors)) {
    if (!declare(param.name, scope))
      continue;
    Operand inside = *tensor;
    inside.origin = param.type.range;
    scope.bindings[param.name.text] = {inside.tensor, nullptr, param.name.range,
                                       param.type.range, true};
  }
  std::optional<Operand> result = importBody(block.body, scope);
  instance.called = true;
  if (result && block.result &&
      !checkType(*block.result, *result, scope,
                 "the result of `" + block.name.text.str() + "`",
                 /*bindsDimensions=*/false))
    result.reset();
  if (!result || engine.errorCount() != errors) {
    brokenBlocks.insert(&block);
    return std::nullopt;
  }
  result->range = range;
  result->origin = range;
  result->declared = false;
  return result;
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
