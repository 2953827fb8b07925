//===- SettingValues.cpp - constants as values of settings --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"
#include "dialects/nn/Initialisers.h"
#include "shape/Numel.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::StringRef;
using nn::SettingKind;

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

/// A list of integers from `low` to `high`. If a part is wrong, calls `wrong`
/// with it and returns nothing.
static std::optional<nn::Argument>
integersIn(const ConstantValue &value, int64_t low, int64_t high,
           llvm::function_ref<void(const ConstantValue &)> wrong) {
  ArrayRef<ConstantValue> elements = elementsOf(value);
  if (elements.empty() || elements.size() > maxRank) {
    wrong(value);
    return std::nullopt;
  }
  SmallVector<int64_t> result;
  for (const ConstantValue &element : elements) {
    std::optional<int64_t> integer = integerIn(element, low, high);
    if (!integer) {
      wrong(element);
      return std::nullopt;
    }
    result.push_back(*integer);
  }
  return nn::Argument(std::move(result));
}

/// A list of numbers; the same.
static std::optional<nn::Argument>
numbersIn(const ConstantValue &value,
          llvm::function_ref<void(const ConstantValue &)> wrong) {
  if (!value.isList() || value.elements.empty()) {
    wrong(value);
    return std::nullopt;
  }
  SmallVector<double> numbers;
  for (const ConstantValue &element : value.elements) {
    std::optional<double> number = element.asNumber();
    if (!number) {
      wrong(element);
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return nn::Argument(std::move(numbers));
}

/// The value of a setting of kind Activation or Initialiser: a word, with or
/// without arguments.
std::optional<nn::Argument> Importer::convertWord(const nn::Setting &setting,
                                                  const ConstantValue &value,
                                                  Scope &scope) {
  if (setting.kind == SettingKind::Activation)
    return convertActivation(value, scope);
  std::optional<nn::InitialiserUse> use = convertInitialiser(value, scope);
  if (!use)
    return std::nullopt;
  return nn::Argument(std::move(*use));
}

std::optional<nn::Argument> Importer::convert(const nn::Word &word,
                                              const nn::Setting &setting,
                                              const ConstantValue &value,
                                              Scope &scope) {
  auto report = [&](const ConstantValue &part) {
    wrongKind(setting.name, word.spelling, expected(setting.kind), part, scope);
  };
  auto checked = [&](const auto &converted) -> std::optional<nn::Argument> {
    if (converted)
      return nn::Argument(*converted);
    report(value);
    return std::nullopt;
  };
  switch (setting.kind) {
  case SettingKind::Count:
    return checked(integerIn(value, 1, maxDimension));
  case SettingKind::Axis:
    return checked(integerIn(value, 0, maxRank - 1));
  case SettingKind::Axes:
    return integersIn(value, 0, maxRank - 1, report);
  case SettingKind::Shape:
    return integersIn(value, 1, maxDimension, report);
  case SettingKind::Number:
    return checked(value.asNumber());
  case SettingKind::Numbers:
    return numbersIn(value, report);
  case SettingKind::Flag:
    return checked(value.asBool());
  case SettingKind::Activation:
  case SettingKind::Initialiser:
    if (value.isWord() || value.isCall())
      return convertWord(setting, value, scope);
    report(value);
    return std::nullopt;
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

/// Reports a name that is no activation.
void Importer::unknownActivation(const ConstantValue &value, Scope &scope) {
  if (findWord(value.text) || scope.bindings.contains(value.text)) {
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
}

std::optional<nn::Argument>
Importer::convertActivation(const ConstantValue &value, Scope &scope) {
  const nn::Word *word = findWord(value.text);
  if (!word || word->kind != nn::WordKind::Activation) {
    unknownActivation(value, scope);
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

/// Reports a name that is no initialiser.
void Importer::unknownInitialiser(const ConstantValue &value, Scope &scope) {
  if (findWord(value.text) || scope.bindings.contains(value.text)) {
    report(value.range, Id::net_not_an_initialiser, value.text);
  } else if (llvm::is_contained(unbuiltWords(), value.text)) {
    report(value.range, Id::net_word_not_built, value.text);
  } else {
    SmallVector<StringRef> known{autoWord};
    for (const nn::Initialiser &initialiser : nn::initialisers())
      known.push_back(initialiser.name);
    unknownWord("initialiser", value, std::move(known));
  }
}

/// `mode: fan_in` is the one named argument of an initialiser.
bool Importer::readMode(const nn::Initialiser *row, const ConstantValue &value,
                        const NamedValue &argument) {
  bool takesMode = row && row->takesMode;
  if (!takesMode || argument.name.text != "mode") {
    SmallVector<StringRef> known;
    if (takesMode)
      known.push_back("mode");
    report(argument.name.range, Id::net_unknown_setting, value.text,
           argument.name.text, diag::guess(argument.name.text, known));
    return false;
  }
  if (argument.value.isWord("fan_in"))
    return true;
  report(argument.value.range, Id::net_argument_kind, "mode", value.text,
         "`fan_in` or not given", describe(argument.value));
  return false;
}

/// Whether the numbers of an initialiser make sense.
bool Importer::checkDistribution(const nn::Initialiser &row,
                                 const nn::InitialiserUse &use,
                                 const ConstantValue &value) {
  // Any fans will do to see it.
  nn::Distribution drawn = row.distribution(use, 1, 1, 1);
  bool isEmpty = drawn.name == "uniform" && !(drawn.a < drawn.b);
  bool isNegative = drawn.name == "normal" && drawn.b < 0;
  if (isEmpty)
    report(value.range, Id::net_uniform_empty, value.text);
  if (isNegative)
    report(value.range, Id::net_normal_negative, value.text);
  return !isEmpty && !isNegative;
}

std::optional<nn::InitialiserUse>
Importer::convertInitialiser(const ConstantValue &value, Scope &scope) {
  const nn::Initialiser *row = nn::findInitialiser(value.text);
  if (!row && value.text != autoWord) {
    unknownInitialiser(value, scope);
    return std::nullopt;
  }
  nn::InitialiserUse use;
  use.name = value.text;
  for (const NamedValue &argument : value.arguments) {
    if (argument.name) {
      if (!readMode(row, value, argument))
        return std::nullopt;
      use.fanIn = true;
      continue;
    }
    std::optional<double> number = argument.value.asNumber();
    if (!number) {
      wrongKind("an argument of " + diag::quoted(value.text), "", "a number",
                argument.value, scope);
      return std::nullopt;
    }
    use.numbers.push_back(*number);
  }
  unsigned numbers = row ? row->numberCount : 0;
  if (use.numbers.size() != numbers) {
    report(value.range, Id::net_initialiser_numbers, value.text, numbers,
           use.numbers.size());
    return std::nullopt;
  }
  if (row && !checkDistribution(*row, use, value))
    return std::nullopt;
  return use;
}
