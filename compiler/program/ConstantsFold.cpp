//===- ConstantsFold.cpp - arithmetic that is done while compiling --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Constants.h"

#include "compiler/support/Diagnostics.h"
#include "math/Exp.h"
#include "math/Log.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

/// The most bytes of a string. A string grows by `+`.
static constexpr size_t longestString = size_t(1) << 16;

/// A percentage computes as a plain number.
static Measure computedMeasure(const ConstantValue &value) {
  return value.measure == Measure::Percent ? Measure::Plain : value.measure;
}

/// The measure of `a op b`; empty if their units do not go together.
static std::optional<Measure> measureOf(BinaryOp op, Measure a, Measure b) {
  if (op == BinaryOp::Mul && (a == Measure::Plain || b == Measure::Plain))
    return a == Measure::Plain ? b : a;
  if (op == BinaryOp::Mul)
    return std::nullopt;
  if (op == BinaryOp::Div && b == Measure::Plain)
    return a;
  if (a != b)
    return std::nullopt;
  return op == BinaryOp::Div ? Measure::Plain : a;
}

static std::optional<int64_t> foldIntegers(BinaryOp op, int64_t a, int64_t b) {
  int64_t result;
  bool overflows = true;
  if (op == BinaryOp::Add)
    overflows = __builtin_add_overflow(a, b, &result);
  else if (op == BinaryOp::Sub)
    overflows = __builtin_sub_overflow(a, b, &result);
  else if (op == BinaryOp::Mul)
    overflows = __builtin_mul_overflow(a, b, &result);
  else if (op == BinaryOp::Div && b != 0 && b != -1 && a % b == 0)
    return a / b;
  else if (op == BinaryOp::Div && b == -1)
    overflows = __builtin_sub_overflow(int64_t(0), a, &result);
  return overflows ? std::nullopt : std::optional(result);
}

static double foldDoubles(BinaryOp op, double a, double b) {
  if (op == BinaryOp::Add)
    return a + b;
  if (op == BinaryOp::Sub)
    return a - b;
  return op == BinaryOp::Mul ? a * b : a / b;
}

/// The comparison of two values that have an order; empty for other operators.
template <typename T>
static std::optional<bool> compare(BinaryOp op, const T &a, const T &b) {
  switch (op) {
  case BinaryOp::Lt:
    return a < b;
  case BinaryOp::Gt:
    return a > b;
  case BinaryOp::Le:
    return a <= b;
  case BinaryOp::Ge:
    return a >= b;
  case BinaryOp::Eq:
    return a == b;
  case BinaryOp::Ne:
    return a != b;
  case BinaryOp::Add:
  case BinaryOp::Sub:
  case BinaryOp::Mul:
  case BinaryOp::Div:
  case BinaryOp::MatMul:
    return std::nullopt;
  }
  llvm_unreachable("an operator that is neither");
}

/// The numbers are of measures that go together.
static ConstantValue foldNumbers(BinaryOp op, const ConstantValue &a,
                                 const ConstantValue &b, Measure measure) {
  bool exact = a.integer && b.integer;
  std::optional<bool> result = exact ? compare(op, *a.integer, *b.integer)
                                     : compare(op, a.number, b.number);
  if (result)
    return ConstantValue::makeBool(*result);
  ConstantValue value =
      ConstantValue::makeNumber(foldDoubles(op, a.number, b.number));
  if (exact)
    value.integer = foldIntegers(op, *a.integer, *b.integer);
  if (value.integer)
    value.number = double(*value.integer);
  value.measure = measure;
  return value;
}

std::optional<ConstantValue> frontend::fold(const BinaryExpr &expr,
                                            const ConstantValue &a,
                                            const ConstantValue &b,
                                            DiagnosticEngine &engine) {
  std::optional<ConstantValue> value;
  BinaryOp op = expr.op;
  bool isEquality = op == BinaryOp::Eq || op == BinaryOp::Ne;
  if (a.isNumber() && b.isNumber() && op != BinaryOp::MatMul) {
    if (std::optional<Measure> measure =
            measureOf(op, computedMeasure(a), computedMeasure(b)))
      value = foldNumbers(op, a, b, *measure);
  } else if (a.isString() && b.isString() && op == BinaryOp::Add) {
    if (a.text.size() + b.text.size() > longestString) {
      engine.report(expr.range, Id::const_string_too_long, longestString);
      return std::nullopt;
    }
    value = ConstantValue::makeString(a.text + b.text);
  } else if (a.isString() && b.isString() && isEquality) {
    value = ConstantValue::makeBool(*compare(op, a.text, b.text));
  } else if (a.isBool() && b.isBool() && isEquality) {
    value = ConstantValue::makeBool(*compare(op, a.flag, b.flag));
  }
  if (!value) {
    engine
        .report(expr.range, Id::const_bad_operands, spelling(op), describe(a),
                describe(b))
        .caret(expr.opRange.Start);
    return std::nullopt;
  }
  if (!std::isfinite(value->number)) {
    engine.report(expr.range, Id::const_not_finite, textOf(expr.range))
        .caret(expr.opRange.Start);
    return std::nullopt;
  }
  value->range = expr.range;
  return value;
}

std::optional<ConstantValue> frontend::fold(const UnaryExpr &expr,
                                            const ConstantValue &a,
                                            DiagnosticEngine &engine) {
  if (!a.isNumber()) {
    engine.report(expr.range, Id::const_bad_negation, describe(a));
    return std::nullopt;
  }
  ConstantValue value = a;
  value.range = expr.range;
  value.number = -a.number;
  if (a.integer)
    value.integer = foldIntegers(BinaryOp::Sub, 0, *a.integer);
  return value;
}

namespace {
struct Function {
  StringRef name;
  unsigned arity;
  double (*apply)(double a, double b);
};
} // namespace

// exp and log are the project's own, so a constant is the same on any machine.
static const Function functions[] = {
    {"sqrt", 1, [](double a, double) { return std::sqrt(a); }},
    {"exp", 1,
     [](double a, double) { return math::exp(math::Real(a)).value(); }},
    {"log", 1,
     [](double a, double) { return math::log(math::Real(a)).value(); }},
    {"abs", 1, [](double a, double) { return std::fabs(a); }},
    {"min", 2, [](double a, double b) { return b < a ? b : a; }},
    {"max", 2, [](double a, double b) { return b > a ? b : a; }},
};

static const Function *findFunction(StringRef name) {
  auto *function = llvm::find_if(
      functions, [&](const Function &row) { return row.name == name; });
  return function == std::end(functions) ? nullptr : function;
}

bool frontend::isConstantFunction(StringRef name) {
  return findFunction(name) != nullptr;
}

std::optional<ConstantValue>
frontend::foldFunction(StringRef name, llvm::ArrayRef<ConstantValue> args,
                       SMRange range, DiagnosticEngine &engine) {
  const Function *function = findFunction(name);
  assert(function && "not a constant function");
  if (args.size() != function->arity) {
    engine.report(range, Id::const_argument_count, name,
                  function->arity == 1 ? "one number" : "two numbers",
                  args.size());
    return std::nullopt;
  }
  for (const ConstantValue &arg : args)
    if (!arg.asNumber()) {
      engine.report(arg.range, Id::const_bad_argument, name, describe(arg));
      return std::nullopt;
    }
  double a = args.front().number, b = args.back().number;
  ConstantValue value = ConstantValue::makeNumber(function->apply(a, b), range);
  // `min`, `max` and `abs` of integers are integers; `sqrt` is where exact.
  bool exact = llvm::all_of(args, [](const ConstantValue &arg) {
    return arg.integer && std::fabs(arg.number) < 0x1p53;
  });
  if (exact && value.number == std::trunc(value.number) &&
      std::fabs(value.number) < 0x1p53)
    value.integer = int64_t(value.number);
  if (!std::isfinite(value.number)) {
    engine.report(range, Id::const_not_finite, textOf(range));
    return std::nullopt;
  }
  return value;
}
