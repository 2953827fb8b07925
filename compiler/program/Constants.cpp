//===- Constants.cpp - what is known without running the network ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Constants.h"

#include "compiler/support/Diagnostics.h"

#include <charconv>

using namespace plexus;
using namespace plexus::frontend;
using llvm::SMRange;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

ConstantValue ConstantValue::makeNumber(double number, SMRange range) {
  ConstantValue value;
  value.number = number;
  value.range = range;
  return value;
}

ConstantValue ConstantValue::makeInteger(int64_t integer, SMRange range) {
  ConstantValue value = makeNumber(double(integer), range);
  value.integer = integer;
  return value;
}

ConstantValue ConstantValue::makeBool(bool flag, SMRange range) {
  ConstantValue value;
  value.kind = Kind::Bool;
  value.flag = flag;
  value.range = range;
  return value;
}

ConstantValue ConstantValue::makeString(std::string text, SMRange range) {
  ConstantValue value;
  value.kind = Kind::String;
  value.text = std::move(text);
  value.range = range;
  return value;
}

ConstantValue ConstantValue::makeWord(StringRef word, SMRange range) {
  ConstantValue value;
  value.kind = Kind::Word;
  value.text = word.str();
  value.range = range;
  return value;
}

std::optional<double> ConstantValue::asNumber() const {
  bool isBare = measure == Measure::Plain || measure == Measure::Percent;
  return isNumber() && isBare ? std::optional(number) : std::nullopt;
}

std::optional<int64_t> ConstantValue::asInteger() const {
  return isNumber() && measure == Measure::Plain ? integer : std::nullopt;
}

std::optional<bool> ConstantValue::asBool() const {
  return isBool() ? std::optional(flag) : std::nullopt;
}

std::string frontend::shownNumber(double number) {
  char text[32];
  auto end = std::to_chars(std::begin(text), std::end(text), number,
                           std::chars_format::general, 12);
  return std::string(text, end.ptr);
}

/// `1.0`, so that it is not mistaken for the whole number `1`.
static std::string spelledReal(double number) {
  std::string text = shownNumber(number);
  bool looksWhole = StringRef(text).find_first_of(".en") == StringRef::npos;
  return looksWhole ? text + ".0" : text;
}

static std::string withUnit(const ConstantValue &value) {
  switch (value.measure) {
  case Measure::Plain:
    return value.integer ? std::to_string(*value.integer)
                         : spelledReal(value.number);
  case Measure::Percent:
    return shownNumber(value.number * 100) + "%";
  case Measure::Bytes:
    return shownNumber(value.number / 1024) + " KiB";
  case Measure::Seconds:
    return shownNumber(value.number) + " s";
  case Measure::Epochs:
    return shownNumber(value.number) + " epochs";
  case Measure::Steps:
    return shownNumber(value.number) + " steps";
  }
  llvm_unreachable("a measure without a unit");
}

std::string frontend::describe(const ConstantValue &value) {
  switch (value.kind) {
  case ConstantValue::Kind::Number:
    return "the number `" + withUnit(value) + "`";
  case ConstantValue::Kind::String:
    return "the string \"" + diag::shown(value.text, 60) + "\"";
  case ConstantValue::Kind::Bool:
    return value.flag ? "`true`" : "`false`";
  case ConstantValue::Kind::List:
    return "a list";
  case ConstantValue::Kind::Range:
    return "a range";
  case ConstantValue::Kind::Word:
    return "the word `" + value.text + "`";
  case ConstantValue::Kind::Call:
    return "the call `" + value.text + "(…)`";
  }
  llvm_unreachable("a kind of value without a description");
}

SMRange frontend::wordRange(const ConstantValue &value) {
  const auto *call = llvm::dyn_cast_or_null<ast::CallExpr>(value.expr);
  return call ? call->callee->range : value.range;
}

//===----------------------------------------------------------------------===//
// Environment
//===----------------------------------------------------------------------===//

void Environment::bind(StringRef name, ConstantValue value) {
  values.insert_or_assign(name.str(), std::move(value));
}

const ConstantValue *Environment::lookup(StringRef name) const {
  for (const Environment *scope = this; scope; scope = scope->parent) {
    auto entry = scope->values.find(std::string_view(name));
    if (entry != scope->values.end())
      return &entry->second;
  }
  return nullptr;
}

llvm::SmallVector<StringRef> Environment::names() const {
  llvm::SmallVector<StringRef> names;
  for (const Environment *scope = this; scope; scope = scope->parent)
    for (const auto &[name, value] : scope->values)
      names.push_back(name);
  return names;
}
