//===- Arguments.cpp - arguments against settings -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"
#include "dialects/nn/Initialisers.h"
#include "shape/Numel.h"
#include "text/Counted.h"

#include <cmath>

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::SMRange;
using llvm::StringRef;
using nn::SettingKind;

static bool takesTensors(SettingKind kind) {
  return kind == SettingKind::Tensor || kind == SettingKind::Tensors ||
         kind == SettingKind::Like;
}

/// What a setting of a kind is, for messages.
static std::string expected(SettingKind kind) {
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

/// What the arguments are that stand where a policy holds.
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

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

/// Reports a value of the wrong kind, or a name that means nothing at all;
/// always false. Without an owner the message speaks of `setting` alone.
bool Importer::wrongKind(StringRef setting, StringRef owner, StringRef expected,
                         const ConstantValue &value, Scope &scope) {
  auto fail = [&](const std::string &got) {
    if (owner.empty())
      report(value.range, Id::net_value_kind, setting, expected, got);
    else
      report(value.range, Id::net_argument_kind, setting, owner, expected, got);
    return false;
  };
  if (value.isWord()) {
    auto bound = scope.bindings.find(value.text);
    bool isKnown = bound != scope.bindings.end() || findWord(value.text) ||
                   nn::findInitialiser(value.text) || value.text == autoWord ||
                   llvm::is_contained(unbuiltWords(), value.text);
    if (!isKnown)
      return undefinedName(value.text, value.range, scope);
    if (bound != scope.bindings.end()) {
      const Binding &binding = bound->second;
      if (binding.tensor || binding.instance)
        fail((binding.tensor ? "the tensor " : "the layer ") +
             diag::quoted(value.text));
      return false;
    }
  }
  return fail(describe(value));
}

static std::optional<int64_t> integerIn(const ConstantValue &value, int64_t low,
                                        int64_t high) {
  std::optional<int64_t> integer = value.asInteger();
  if (!integer || *integer < low || *integer > high)
    return std::nullopt;
  return integer;
}

/// The elements, or the value itself where one stands for a list of one.
static ArrayRef<ConstantValue> elementsOf(const ConstantValue &value) {
  if (value.isList())
    return value.elements;
  return value;
}

std::optional<nn::Argument> Importer::convert(const nn::Word &word,
                                              const nn::Setting &setting,
                                              const ConstantValue &value,
                                              Scope &scope) {
  auto wrong = [&](const ConstantValue &part) {
    wrongKind(setting.name, word.spelling, expected(setting.kind), part, scope);
    return std::nullopt;
  };
  auto integers = [&](int64_t low,
                      int64_t high) -> std::optional<nn::Argument> {
    ArrayRef<ConstantValue> elements = elementsOf(value);
    if (elements.empty() || elements.size() > maxRank)
      return wrong(value);
    SmallVector<int64_t> result;
    for (const ConstantValue &element : elements) {
      std::optional<int64_t> integer = integerIn(element, low, high);
      if (!integer)
        return wrong(element);
      result.push_back(*integer);
    }
    return nn::Argument(std::move(result));
  };

  switch (setting.kind) {
  case SettingKind::Count:
    if (std::optional<int64_t> count = integerIn(value, 1, maxDimension))
      return nn::Argument(*count);
    return wrong(value);
  case SettingKind::Axis:
    if (std::optional<int64_t> axis = integerIn(value, 0, maxRank - 1))
      return nn::Argument(*axis);
    return wrong(value);
  case SettingKind::Axes:
    return integers(0, maxRank - 1);
  case SettingKind::Shape:
    return integers(1, maxDimension);
  case SettingKind::Number:
    if (std::optional<double> number = value.asNumber())
      return nn::Argument(*number);
    return wrong(value);
  case SettingKind::Numbers: {
    SmallVector<double> numbers;
    if (!value.isList() || value.elements.empty())
      return wrong(value);
    for (const ConstantValue &element : value.elements) {
      std::optional<double> number = element.asNumber();
      if (!number)
        return wrong(element);
      numbers.push_back(*number);
    }
    return nn::Argument(std::move(numbers));
  }
  case SettingKind::Flag:
    if (std::optional<bool> flag = value.asBool())
      return nn::Argument(*flag);
    return wrong(value);
  case SettingKind::Activation:
    if (!value.isWord() && !value.isCall())
      return wrong(value);
    return convertActivation(value, scope);
  case SettingKind::Initialiser: {
    if (!value.isWord() && !value.isCall())
      return wrong(value);
    std::optional<nn::InitialiserUse> use = convertInitialiser(value, scope);
    if (!use)
      return std::nullopt;
    return nn::Argument(std::move(*use));
  }
  case SettingKind::Tensor:
  case SettingKind::Tensors:
  case SettingKind::Like:
    break;
  }
  llvm_unreachable("a tensor is no constant");
}

/// Reports a word of which there is none; `known` are all of the sort.
void Importer::unknownWord(StringRef sort, const ConstantValue &value,
                           SmallVector<StringRef> known) {
  llvm::sort(known);
  report(wordRange(value), Id::net_unknown_word, sort, value.text,
         diag::guess(value.text, known));
}

std::optional<nn::Argument>
Importer::convertActivation(const ConstantValue &value, Scope &scope) {
  const nn::Word *word = findWord(value.text);
  if (!word || word->kind != nn::WordKind::Activation) {
    if (word || scope.bindings.contains(value.text)) {
      report(value.range, Id::net_not_an_activation, value.text);
    } else if (llvm::is_contained(unbuiltWords(), value.text)) {
      report(value.range, Id::net_word_not_built, value.text);
    } else {
      SmallVector<StringRef> known;
      for (const auto &entry : words)
        if (entry.second->kind == nn::WordKind::Activation)
          known.push_back(entry.first());
      unknownWord("activation", value, std::move(known));
    }
    return std::nullopt;
  }
  SmallVector<Given, 2> args;
  for (const NamedValue &argument : value.arguments)
    args.push_back(
        {argument.name, argument.range, nullptr, &argument.value, nullptr});
  Slots slots(word->settings.size());
  if (!matchArguments(*word, args, Positional::AllButTensors, value.range,
                      scope, slots) ||
      !checkRequired(*word, slots, /*tensors=*/false, value.range))
    return std::nullopt;

  nn::Applied applied;
  applied.word = word;
  if (const nn::Setting *slope = word->find("slope")) {
    const Slot &slot = slots[slope - word->settings.begin()];
    if (slot.given)
      applied.negativeSlope = std::get<double>(slot.value);
    else
      (void)slope->defaultText.getAsDouble(applied.negativeSlope);
  }
  mlir::Location loc = locations.of(value.range, word->spelling);
  applied.apply = [this, word, slots = std::move(slots),
                   loc](mlir::Value x) -> llvm::FailureOr<mlir::Value> {
    nn::Call call(builder, loc, *word);
    for (auto [setting, slot] : llvm::zip(word->settings, slots))
      call.argument(setting.name) =
          takesTensors(setting.kind) ? nn::Argument(x) : slot.value;
    return word->build(call);
  };
  return nn::Argument(std::move(applied));
}

/// `mode: fan_in` is the one named argument of an initialiser.
std::optional<nn::InitialiserUse>
Importer::convertInitialiser(const ConstantValue &value, Scope &scope) {
  const nn::Initialiser *row = nn::findInitialiser(value.text);
  if (!row && value.text != autoWord) {
    bool isWord = findWord(value.text) || scope.bindings.contains(value.text);
    SmallVector<StringRef> known{autoWord};
    for (const nn::Initialiser &initialiser : nn::initialisers())
      known.push_back(initialiser.name);
    if (isWord)
      report(value.range, Id::net_not_an_initialiser, value.text);
    else if (llvm::is_contained(unbuiltWords(), value.text))
      report(value.range, Id::net_word_not_built, value.text);
    else
      unknownWord("initialiser", value, std::move(known));
    return std::nullopt;
  }
  nn::InitialiserUse use;
  use.name = value.text;
  unsigned numbers = row ? row->numberCount : 0;
  for (const NamedValue &argument : value.arguments) {
    if (!argument.name) {
      std::optional<double> number = argument.value.asNumber();
      if (!number) {
        wrongKind("an argument of " + diag::quoted(value.text), "", "a number",
                  argument.value, scope);
        return std::nullopt;
      }
      use.numbers.push_back(*number);
      continue;
    }
    bool isMode = row && row->takesMode && argument.name.text == "mode";
    if (!isMode) {
      SmallVector<StringRef> known;
      if (row && row->takesMode)
        known.push_back("mode");
      report(argument.name.range, Id::net_unknown_setting, value.text,
             argument.name.text, diag::guess(argument.name.text, known));
      return std::nullopt;
    }
    if (!argument.value.isWord("fan_in")) {
      report(argument.value.range, Id::net_argument_kind, "mode", value.text,
             "`fan_in` or not given", describe(argument.value));
      return std::nullopt;
    }
    use.fanIn = true;
  }
  if (use.numbers.size() != numbers) {
    report(value.range, Id::net_initialiser_numbers, value.text, numbers,
           use.numbers.size());
    return std::nullopt;
  }
  if (row) {
    // Any fans will do to see whether the numbers make sense.
    nn::Distribution drawn = row->distribution(use, 1, 1, 1);
    bool isEmpty = drawn.name == "uniform" && !(drawn.a < drawn.b);
    bool isNegative = drawn.name == "normal" && drawn.b < 0;
    if (isEmpty)
      report(value.range, Id::net_uniform_empty, value.text);
    if (isNegative)
      report(value.range, Id::net_normal_negative, value.text);
    if (isEmpty || isNegative)
      return std::nullopt;
  }
  return use;
}
