//===- Arguments.cpp - arguments against what a word takes ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "shape/Numel.h"
#include "text/Counted.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;
using nn::SettingKind;

bool frontend::takesTensors(SettingKind kind) {
  return kind == SettingKind::Tensor || kind == SettingKind::Tensors ||
         kind == SettingKind::Like;
}

std::string frontend::expected(SettingKind kind) {
  std::string count =
      "a whole number from 1 to " + std::to_string(maxDimension);
  std::string axis =
      "an axis, a whole number from 0 to " + std::to_string(maxRank - 1);
  switch (kind) {
  case SettingKind::Tensor:
  case SettingKind::Like:
    return "a tensor";
  case SettingKind::Tensors:
    return "a list of tensors";
  case SettingKind::Count:
    return count;
  case SettingKind::Axis:
    return axis;
  case SettingKind::Axes:
    return axis + ", or a list of axes";
  case SettingKind::Shape:
    return "a list of one to " + std::to_string(maxRank) +
           " whole numbers from 1 to " + std::to_string(maxDimension);
  case SettingKind::Number:
    return "a number";
  case SettingKind::Numbers:
    return "a list of numbers";
  case SettingKind::Flag:
    return "`true` or `false`";
  case SettingKind::Activation:
    return "an activation such as `relu`";
  case SettingKind::Initialiser:
    return "an initialiser such as `kaiming_normal`";
  }
  llvm_unreachable("a kind without a description");
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

static bool accepts(Positional positional, SettingKind kind) {
  switch (positional) {
  case Positional::All:
    return true;
  case Positional::AllButTensors:
    return !takesTensors(kind);
  case Positional::OnlyTensors:
    return takesTensors(kind);
  }
  llvm_unreachable("a policy without a meaning");
}

/// What messages call the arguments for which a policy holds.
static StringRef nounOf(Positional positional) {
  switch (positional) {
  case Positional::All:
    return "argument";
  case Positional::AllButTensors:
    return "setting";
  case Positional::OnlyTensors:
    return "tensor";
  }
  llvm_unreachable("a policy without a noun");
}

void Importer::tooManyArguments(const nn::Word &word, const Given &given,
                                Positional positional, bool isPiped) {
  size_t most = llvm::count_if(word.settings, [&](const nn::Setting &setting) {
    return accepts(positional, setting.kind);
  });
  std::string taken = text::countedOrNo(most, nounOf(positional));
  if (isPiped && positional == Positional::All)
    report(given.range, Id::net_pipe_gives_tensor, word.spelling, taken,
           most == 1 ? "it" : "the first");
  else
    report(given.range, Id::net_too_many_arguments, word.spelling, taken);
}

/// Puts each argument into the slot of its setting. Reports all that do not
/// fit; what is missing is for `checkRequired`.
bool Importer::matchArguments(const nn::Word &word, ArrayRef<Given> args,
                              Positional positional, SMRange range,
                              Scope &scope, Slots &slots) {
  bool good = true;
  auto settingNames = [&] {
    SmallVector<StringRef> names;
    for (const nn::Setting &setting : word.settings)
      names.push_back(setting.name);
    return names;
  };
  for (const Given &given : args) {
    const nn::Setting *setting = nullptr;
    if (given.name) {
      setting = word.find(given.name.text);
      if (!setting)
        report(given.name.range, Id::net_unknown_setting, word.spelling,
               given.name.text, diag::guess(given.name.text, settingNames()));
    } else {
      for (auto [candidate, slot] : llvm::zip(word.settings, slots)) {
        bool isOpen = !slot.given || candidate.kind == SettingKind::Tensors;
        if (isOpen && accepts(positional, candidate.kind)) {
          setting = &candidate;
          break;
        }
      }
      if (!setting)
        tooManyArguments(word, given, positional, args.front().operand);
    }
    if (!setting) {
      good = false;
      continue;
    }
    Slot &slot = slots[setting - word.settings.begin()];
    if (slot.given && (given.name || setting->kind != SettingKind::Tensors)) {
      report(given.range, Id::net_setting_twice, setting->name)
          .note(slot.range, Id::net_given_here, setting->name);
      good = false;
      continue;
    }
    slot.given = true;
    slot.range = given.range;
    good &= fillSlot(word, *setting, given, scope, slot);
  }
  return good;
}

bool Importer::checkRequired(const nn::Word &word, const Slots &slots,
                             bool tensors, SMRange range) {
  for (auto [setting, slot] : llvm::zip(word.settings, slots))
    if (!slot.given && setting.isRequired() &&
        takesTensors(setting.kind) == tensors) {
      report(range, Id::net_missing_setting, word.spelling, setting.name,
             expected(setting.kind));
      return false;
    }
  return true;
}

bool Importer::fillSlot(const nn::Word &word, const nn::Setting &setting,
                        const Given &given, Scope &scope, Slot &slot) {
  if (!takesTensors(setting.kind)) {
    if (given.operand && given.operand->tensor) {
      report(given.range, Id::net_argument_kind, setting.name, word.spelling,
             expected(setting.kind), "a tensor");
      return false;
    }
    std::optional<ConstantValue> value;
    if (given.operand)
      value = given.operand->constant;
    else if (given.constant)
      value = *given.constant;
    else
      value = evaluate(*given.expr, scope.constants, engine);
    std::optional<nn::Argument> argument;
    if (value)
      argument = convert(word, setting, *value, scope);
    if (argument)
      slot.value = std::move(*argument);
    return argument.has_value();
  }

  auto add = [&](const Expr &expr) {
    std::optional<Operand> operand = importExpr(expr, scope);
    if (operand)
      slot.operands.push_back(std::move(*operand));
    return operand.has_value();
  };
  if (given.operand) {
    slot.operands.push_back(*given.operand);
    return true;
  }
  if (given.constant) {
    report(given.range, Id::net_argument_kind, setting.name, word.spelling,
           expected(setting.kind), describe(*given.constant));
    return false;
  }
  const auto *list = llvm::dyn_cast<ListExpr>(given.expr);
  if (setting.kind != SettingKind::Tensors || !list)
    return add(*given.expr);
  bool good = true;
  for (const ExprPtr &element : list->elements)
    good &= add(*element);
  if (list->elements.empty())
    report(list->range, Id::net_argument_kind, setting.name, word.spelling,
           expected(setting.kind), "an empty list");
  return good && !list->elements.empty();
}
