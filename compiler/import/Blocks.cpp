//===- Blocks.cpp - blocks with their settings, and calls of instances ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Calling a block imports its body again; its layers have the same paths then
// and find their parameters.
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

/// The index of the parameter that an argument is for, given by its name or by
/// its position; empty after a diagnostic.
std::optional<size_t> Importer::parameterOf(const BlockDecl &block,
                                            const Given &given,
                                            size_t position) {
  if (!given.name)
    return position;
  SmallVector<StringRef> names;
  for (const Param &param : block.tensors)
    names.push_back(param.name.text);
  auto *found = llvm::find(names, given.name.text);
  if (found != names.end())
    return found - names.begin();
  report(given.name.range, Id::net_unknown_setting, block.name.text,
         given.name.text, diag::guess(given.name.text, names));
  return std::nullopt;
}

/// The tensors of a block's call, in the order of its parameters; empty after a
/// diagnostic.
std::optional<SmallVector<Operand>>
Importer::matchTensors(const BlockDecl &block, ArrayRef<Given> args,
                       SMRange range, Scope &caller) {
  if (args.size() != block.tensors.size()) {
    report(range, Id::net_tensor_count, block.name.text, block.tensors.size(),
           args.size())
        .note(block.name.range, Id::net_declared_here, block.name.text);
    return std::nullopt;
  }
  SmallVector<Operand> tensors(block.tensors.size());
  for (auto [position, given] : llvm::enumerate(args)) {
    std::optional<size_t> index = parameterOf(block, given, position);
    if (!index)
      return std::nullopt;
    if (tensors[*index].tensor) {
      report(given.range, Id::net_setting_twice,
             block.tensors[*index].name.text);
      return std::nullopt;
    }
    std::optional<Operand> tensor =
        given.operand ? *given.operand : importTensor(*given.expr, caller);
    if (!tensor)
      return std::nullopt;
    if (!tensor->tensor) {
      report(given.range, Id::net_not_a_tensor, describe(tensor->constant));
      return std::nullopt;
    }
    tensors[*index] = std::move(*tensor);
  }
  return tensors;
}

/// Declares the settings and tensors of a block where its body sees them.
bool Importer::bindParameters(const BlockDecl &block, const Instance &instance,
                              ArrayRef<Operand> tensors, Scope &scope) {
  for (auto &[name, value] : instance.settings)
    scope.constants.bind(name, value);
  for (const Param &param : block.settings)
    if (!declare(param.name, scope))
      return false;
  for (auto [param, tensor] : llvm::zip(block.tensors, tensors))
    if (!checkType(param.type, tensor, scope, diag::quoted(param.name.text),
                   /*bindsDimensions=*/true))
      return false;
  return true;
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
  auto tensors = matchTensors(block, args, range, caller);
  Scope scope(*instance.block.home, &instance);
  scope.defaults = caller.defaults;
  if (!tensors || !bindParameters(block, instance, *tensors, scope))
    return std::nullopt;

  openBlocks.push_back({&block, range});
  llvm::scope_exit leave([this] { openBlocks.pop_back(); });
  unsigned errors = engine.errorCount();
  for (auto [param, tensor] : llvm::zip(block.tensors, *tensors))
    if (declare(param.name, scope))
      scope.bindings[param.name.text] = {
          tensor.tensor, nullptr, param.name.range, param.type.range, true};
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
