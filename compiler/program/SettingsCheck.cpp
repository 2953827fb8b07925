//===- SettingsCheck.cpp - values against the schema ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/SettingsCheck.h"

#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>
#include <limits>

using namespace plexus;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// FormUse
//===----------------------------------------------------------------------===//

static size_t indexOf(const Form &form, StringRef parameter) {
  auto *row = llvm::find_if(form.parameters, [&](const Parameter &row) {
    return row.name == parameter;
  });
  return row - form.parameters.begin();
}

const ConstantValue *FormUse::find(StringRef parameter) const {
  size_t index = indexOf(*form, parameter);
  assert(index < values.size() && "the form has no such parameter");
  return values[index] ? &*values[index] : nullptr;
}

double FormUse::number(StringRef parameter) const {
  if (const ConstantValue *value = find(parameter))
    return value->number;
  double number = 0;
  // getAsDouble knows no locale, and true means failure.
  if (form->parameters[indexOf(*form, parameter)].fallback.getAsDouble(number))
    return 0;
  return number;
}

uint64_t FormUse::count(StringRef parameter) const {
  if (const ConstantValue *value = find(parameter))
    return uint64_t(*value->integer);
  return uint64_t(number(parameter));
}

bool FormUse::flag(StringRef parameter) const {
  if (const ConstantValue *value = find(parameter))
    return value->flag;
  return form->parameters[indexOf(*form, parameter)].fallback == "true";
}

std::string FormUse::text(StringRef parameter) const {
  if (const ConstantValue *value = find(parameter))
    return value->text;
  StringRef fallback = form->parameters[indexOf(*form, parameter)].fallback;
  return fallback == noDefault ? "" : fallback.str();
}

std::optional<Length> FormUse::length(StringRef parameter) const {
  const ConstantValue *value = find(parameter);
  if (!value)
    return std::nullopt;
  return Length{uint64_t(*value->integer), value->measure == Measure::Epochs};
}

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

static bool isWhole(const ConstantValue &value, int64_t least, int64_t most) {
  std::optional<int64_t> integer = value.asInteger();
  return integer && *integer >= least && *integer <= most;
}

static bool isNumber(const ConstantValue &value, bool (*accepts)(double)) {
  std::optional<double> number = value.asNumber();
  return number && accepts(*number);
}

static bool isOf(const ConstantValue &value, Measure measure) {
  return value.isNumber() && value.measure == measure;
}

static bool isColumns(const ConstantValue &value) {
  constexpr int64_t most = std::numeric_limits<int32_t>::max();
  if (!value.isRange())
    return isWhole(value, 0, most);
  const ConstantValue &begin = value.elements[0], &end = value.elements[1];
  return isWhole(begin, 0, most) && isWhole(end, 1, most) &&
         *begin.integer < *end.integer;
}

static bool isRow(const ConstantValue &row) {
  return row.isList() && !row.elements.empty() &&
         llvm::all_of(row.elements, [](const ConstantValue &number) {
           return number.asNumber().has_value();
         });
}

/// A byte that does not occur in numbers and does not end lines.
static bool isDelimiter(const ConstantValue &value) {
  return value.isString() && value.text.size() == 1 &&
         StringRef(",;|:\t ").contains(value.text[0]);
}

static bool isListOf(const ConstantValue &value,
                     bool (*accepts)(const ConstantValue &)) {
  if (!value.isList())
    return accepts(value);
  return !value.elements.empty() && llvm::all_of(value.elements, accepts);
}

static bool isText(const ConstantValue &value) {
  return value.isString() && !value.text.empty();
}

/// `["0.*", "fc1.*"]`
static bool isRename(const ConstantValue &value) {
  if (!value.isList() || value.elements.size() != 2 ||
      !llvm::all_of(value.elements, isText))
    return false;
  size_t stars = StringRef(value.elements[0].text).count('*');
  return stars <= 1 && StringRef(value.elements[1].text).count('*') == stars;
}

static bool isCount(const ConstantValue &value) {
  return isWhole(value, 1, std::numeric_limits<int32_t>::max());
}

/// Whether a value is of a kind; forms have words of their own.
static bool isOfKind(ValueKind kind, const ConstantValue &value) {
  constexpr int64_t most32 = std::numeric_limits<int32_t>::max();
  constexpr int64_t most64 = std::numeric_limits<int64_t>::max();
  switch (kind) {
  case ValueKind::Count:
    return isCount(value);
  case ValueKind::Whole:
    return isWhole(value, 0, most32);
  case ValueKind::Seed:
    return isWhole(value, 0, most64);
  case ValueKind::Real:
    return value.asNumber().has_value();
  case ValueKind::Positive:
    return isNumber(value, [](double x) { return x > 0; });
  case ValueKind::NonNegative:
    return isNumber(value, [](double x) { return x >= 0; });
  case ValueKind::BelowOne:
    return isNumber(value, [](double x) { return x >= 0 && x < 1; });
  case ValueKind::Length:
    return (isOf(value, Measure::Epochs) || isOf(value, Measure::Steps)) &&
           value.integer && *value.integer > 0;
  case ValueKind::Time:
    return isOf(value, Measure::Seconds) && value.number > 0;
  case ValueKind::Bytes:
    return isOf(value, Measure::Bytes) && value.number > 0;
  case ValueKind::Part:
    return isCount(value) || (isOf(value, Measure::Percent) &&
                              value.number > 0 && value.number < 1);
  case ValueKind::File:
    return isText(value);
  case ValueKind::Delimiter:
    return isDelimiter(value);
  case ValueKind::Patterns:
    return isListOf(value, isText);
  case ValueKind::Renames:
    return value.isList() && !value.elements.empty() &&
           llvm::all_of(value.elements, isRename);
  case ValueKind::Columns:
    return isColumns(value);
  case ValueKind::Flag:
    return value.isBool();
  case ValueKind::Counts:
    return isListOf(value, isCount);
  case ValueKind::Rows:
    return value.isList() && !value.elements.empty() &&
           llvm::all_of(value.elements, isRow);
  case ValueKind::DataName:
  case ValueKind::ResultName:
  case ValueKind::TargetName:
    return value.isWord();
  case ValueKind::Anything:
    return true;
  case ValueKind::Source:
  case ValueKind::Split:
  case ValueKind::Optimizer:
  case ValueKind::Schedule:
  case ValueKind::Clip:
  case ValueKind::Stop:
  case ValueKind::Restore:
  case ValueKind::Mode:
  case ValueKind::Checkpoint:
  case ValueKind::Load:
  case ValueKind::Precision:
  case ValueKind::Switch:
  case ValueKind::Device:
  case ValueKind::Math:
    return value.isWord() || value.isCall();
  }
  llvm_unreachable("a kind of value without a check");
}

//===----------------------------------------------------------------------===//
// Checker
//===----------------------------------------------------------------------===//

Checker::Checker(const DialectWords &words, DiagnosticEngine &engine)
    : words(words), engine(engine) {
  for (const OptimizerWord &word : words.optimizers) {
    std::vector<Parameter> &parameters = optimizerParameters.emplace_back();
    for (const OptimizerSetting &setting : word.settings)
      parameters.push_back({setting.name, setting.kind, setting.fallback});
    optimizerForms.push_back(
        {ValueKind::Optimizer, word.name, parameters, /*isBuilt=*/true, ""});
  }
}

bool Checker::failValue(StringRef name, ValueKind kind,
                        const ConstantValue &value) {
  engine.report(value.range, Id::settings_bad_value, name, expectation(kind),
                describe(value));
  return false;
}

void Checker::requireBuilt(bool isBuilt, StringRef word, SMRange range) {
  if (!isBuilt && needsAbilities)
    engine.report(range, Id::settings_not_built, word);
}

bool Checker::check(StringRef name, ValueKind kind,
                    const ConstantValue &value) {
  if (!isOfKind(kind, value))
    return failValue(name, kind, value);
  if (kind != ValueKind::Rows)
    return true;
  size_t length = value.elements.front().elements.size();
  for (const ConstantValue &row : value.elements)
    if (row.elements.size() != length) {
      engine.report(row.range, Id::settings_ragged_table, row.elements.size(),
                    length);
      return false;
    }
  return true;
}

const Form *Checker::find(ValueKind family, StringRef word, SMRange range) {
  llvm::SmallVector<StringRef> words;
  auto search = [&](llvm::ArrayRef<Form> rows) -> const Form * {
    for (const Form &form : rows) {
      if (form.family != family)
        continue;
      if (form.word == word)
        return &form;
      words.push_back(form.word);
    }
    return nullptr;
  };
  // The dialect's optimizers come first: what is there is built.
  const Form *form = search(optimizerForms);
  if (!form)
    form = search(forms());
  if (form) {
    requireBuilt(form->isBuilt, word, range);
    return form;
  }
  engine.report(range, Id::settings_unknown_word, familyName(family), word,
                diag::guess(word, words), expectation(family));
  return nullptr;
}

std::optional<FormUse> Checker::use(StringRef name, ValueKind family,
                                    const ConstantValue &value) {
  if (!isOfKind(family, value)) {
    failValue(name, family, value);
    return std::nullopt;
  }
  FormUse use;
  use.range = value.range;
  use.form = find(family, value.text, wordRange(value));
  if (!use.form)
    return std::nullopt;
  use.values.resize(use.form->parameters.size());
  // What a word takes that is not built is not known.
  if (use.form->isBuilt && !bind(use, value))
    return std::nullopt;
  return use;
}

static std::string listParameters(const Form &form) {
  llvm::SmallVector<StringRef> names;
  for (const Parameter &parameter : form.parameters)
    names.push_back(parameter.name);
  return names.empty() ? "no arguments" : quotedList(names);
}

/// The parameter that an argument is for. Empty after a diagnostic.
std::optional<size_t> Checker::parameterOf(const FormUse &use,
                                           const NamedValue &argument,
                                           size_t index) {
  const Form &form = *use.form;
  if (!argument.name) {
    if (index < form.parameters.size())
      return index;
    engine.report(argument.range, Id::settings_too_many_arguments, form.word,
                  listParameters(form));
    return std::nullopt;
  }
  StringRef name = argument.name.text;
  size_t found = indexOf(form, name);
  if (found != form.parameters.size())
    return found;
  llvm::SmallVector<StringRef> names;
  for (const Parameter &parameter : form.parameters)
    names.push_back(parameter.name);
  engine.report(argument.name.range, Id::settings_unknown_argument, form.word,
                name, diag::guess(name, names), listParameters(form));
  return std::nullopt;
}

bool Checker::bind(FormUse &use, const ConstantValue &call) {
  llvm::ArrayRef<Parameter> parameters = use.form->parameters;
  bool isGood = true;
  for (size_t i = 0; i != call.arguments.size(); ++i) {
    const NamedValue &argument = call.arguments[i];
    std::optional<size_t> index = parameterOf(use, argument, i);
    if (!index) {
      isGood = false;
      continue;
    }
    const Parameter &parameter = parameters[*index];
    std::optional<ConstantValue> &value = use.values[*index];
    if (value) {
      engine.report(argument.range, Id::settings_duplicate, parameter.name)
          .note(value->range, Id::settings_first_here, parameter.name);
      isGood = false;
      continue;
    }
    value = argument.value;
    isGood &= check(parameter.name, parameter.kind, *value);
    // A word as an argument: `restore: best`.
    if (isGood && (parameter.kind == ValueKind::Restore ||
                   parameter.kind == ValueKind::Mode))
      isGood &= find(parameter.kind, value->text, value->range) != nullptr;
  }
  for (auto [parameter, value] : llvm::zip(parameters, use.values))
    if (isGood && !value && parameter.isRequired()) {
      engine.report(use.range, Id::settings_missing_argument, use.word(),
                    parameter.name);
      isGood = false;
    }
  return isGood;
}
