//===- Constants.cpp - what is known without running the network ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/frontend/Constants.h"

#include "compiler/support/Diagnostics.h"
#include "math/Exp.h"
#include "math/Log.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <charconv>
#include <cmath>

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

/// Strings and lists grow by `+` and by naming consts; not beyond this.
static constexpr size_t longestString = size_t(1) << 16;
static constexpr size_t longestList = size_t(1) << 20;

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

static std::string shownNumber(const ConstantValue &value) {
  // Twelve digits, so that 0.07 * 100 is shown as 7; no locale.
  auto digits = [](double number) {
    char text[32];
    auto end = std::to_chars(std::begin(text), std::end(text), number,
                             std::chars_format::general, 12);
    return std::string(text, end.ptr);
  };
  switch (value.measure) {
  case Measure::Plain:
    return value.integer ? llvm::itostr(*value.integer) : digits(value.number);
  case Measure::Percent:
    return digits(value.number * 100) + "%";
  case Measure::Bytes:
    return digits(value.number / 1024) + " KiB";
  case Measure::Seconds:
    return digits(value.number) + " s";
  case Measure::Epochs:
    return digits(value.number) + " epochs";
  case Measure::Steps:
    return digits(value.number) + " steps";
  }
  llvm_unreachable("a measure without a unit");
}

std::string frontend::describe(const ConstantValue &value) {
  switch (value.kind) {
  case ConstantValue::Kind::Number:
    return "the number `" + shownNumber(value) + "`";
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

//===----------------------------------------------------------------------===//
// Folding
//===----------------------------------------------------------------------===//

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

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

namespace {

class Evaluator {
public:
  Evaluator(const Environment &environment, DiagnosticEngine &engine)
      : environment(environment), engine(engine) {}

  std::optional<ConstantValue> visit(const Expr &expr) {
    switch (expr.kind) {
    case ExprKind::Number:
      return number(*llvm::cast<NumberExpr>(&expr));
    case ExprKind::String:
      return ConstantValue::makeString(llvm::cast<StringExpr>(&expr)->value,
                                       expr.range);
    case ExprKind::NameRef:
      return name(*llvm::cast<NameExpr>(&expr));
    case ExprKind::List:
      return list(*llvm::cast<ListExpr>(&expr));
    case ExprKind::Unary:
      return unary(*llvm::cast<UnaryExpr>(&expr));
    case ExprKind::Binary:
      return binary(*llvm::cast<BinaryExpr>(&expr));
    case ExprKind::Call:
      return call(*llvm::cast<CallExpr>(&expr));
    case ExprKind::Range:
      return range(*llvm::cast<RangeExpr>(&expr));
    case ExprKind::Index:
    case ExprKind::Member:
    case ExprKind::Pipe:
    case ExprKind::FullSlice:
      engine.report(expr.range, Id::const_not_constant, textOf(expr.range));
      return std::nullopt;
    }
    llvm_unreachable("an expression without a value");
  }

private:
  std::optional<ConstantValue> number(const NumberExpr &expr) {
    ConstantValue value = ConstantValue::makeNumber(expr.scaled(), expr.range);
    value.measure = measureOf(expr.unit);
    if (expr.unit != Unit::Percent && expr.unit != Unit::Ms && expr.integer &&
        std::fabs(value.number) < 0x1p63)
      value.integer =
          expr.unit == Unit::KiB || expr.unit == Unit::MiB
              ? foldIntegers(BinaryOp::Mul, *expr.integer,
                             expr.unit == Unit::KiB ? 1 << 10 : 1 << 20)
              : expr.integer;
    if (std::isfinite(value.number))
      return value;
    engine.report(expr.range, Id::const_not_finite, textOf(expr.range));
    return std::nullopt;
  }

  static Measure measureOf(Unit unit) {
    switch (unit) {
    case Unit::None:
      return Measure::Plain;
    case Unit::Percent:
      return Measure::Percent;
    case Unit::KiB:
    case Unit::MiB:
      return Measure::Bytes;
    case Unit::Ms:
    case Unit::S:
      return Measure::Seconds;
    case Unit::Epochs:
      return Measure::Epochs;
    case Unit::Steps:
      return Measure::Steps;
    }
    llvm_unreachable("a unit without a measure");
  }

  std::optional<ConstantValue> name(const NameExpr &expr) {
    ConstantValue value;
    if (const ConstantValue *bound = environment.lookup(expr.name)) {
      value = *bound;
    } else if (expr.name == "true" || expr.name == "false") {
      value = ConstantValue::makeBool(expr.name == "true");
    } else {
      value = ConstantValue::makeWord(expr.name);
      value.expr = &expr;
    }
    value.range = expr.range;
    return value;
  }

  struct Extent {
    size_t values = 1;
    unsigned depth = 1;
  };

  static Extent extent(const ConstantValue &value) {
    Extent whole;
    for (const ConstantValue &element : value.elements) {
      Extent part = extent(element);
      whole.values += part.values;
      whole.depth = std::max(whole.depth, part.depth + 1);
    }
    return whole;
  }

  std::optional<ConstantValue> list(const ListExpr &expr) {
    ConstantValue value;
    value.kind = ConstantValue::Kind::List;
    value.range = expr.range;
    value.elements.reserve(expr.elements.size());
    size_t values = 0;
    for (const ExprPtr &element : expr.elements) {
      std::optional<ConstantValue> result = visit(*element);
      if (!result)
        return std::nullopt;
      Extent part = extent(*result);
      values += part.values;
      if (values > longestList || part.depth > maxNesting) {
        engine.report(expr.range, Id::const_list_too_large, longestList,
                      maxNesting);
        return std::nullopt;
      }
      value.elements.push_back(std::move(*result));
    }
    return value;
  }

  std::optional<ConstantValue> unary(const UnaryExpr &expr) {
    std::optional<ConstantValue> operand = visit(*expr.operand);
    if (!operand || !isDefined(*operand))
      return std::nullopt;
    return fold(expr, *operand, engine);
  }

  std::optional<ConstantValue> binary(const BinaryExpr &expr) {
    std::optional<ConstantValue> a = visit(*expr.lhs);
    std::optional<ConstantValue> b = visit(*expr.rhs);
    if (!a || !b || !isDefined(*a) || !isDefined(*b))
      return std::nullopt;
    return fold(expr, *a, *b, engine);
  }

  /// An operand that is a word is a name that nobody defined.
  bool isDefined(const ConstantValue &operand) {
    if (!operand.isWord())
      return true;
    StringRef guess = closestMatch(operand.text, environment.names());
    if (guess.empty())
      engine.report(operand.range, Id::const_undefined, operand.text);
    else
      engine.report(operand.range, Id::const_undefined_guess, operand.text,
                    guess);
    return false;
  }

  std::optional<ConstantValue> call(const CallExpr &expr) {
    const auto *callee = llvm::dyn_cast<NameExpr>(expr.callee.get());
    if (!callee) {
      engine.report(expr.range, Id::const_not_constant, textOf(expr.range));
      return std::nullopt;
    }
    ConstantValue value;
    value.kind = ConstantValue::Kind::Call;
    value.range = expr.range;
    value.text = callee->name.str();
    value.expr = &expr;
    std::vector<ConstantValue> positional;
    for (const Arg &arg : expr.args) {
      std::optional<ConstantValue> result = visit(*arg.value);
      if (!result)
        return std::nullopt;
      if (!arg.name)
        positional.push_back(*result);
      value.arguments.push_back({arg.name, std::move(*result), arg.range});
    }
    bool isFunction = isConstantFunction(callee->name) &&
                      positional.size() == expr.args.size();
    if (!isFunction)
      return value;
    for (const ConstantValue &arg : positional)
      if (!isDefined(arg))
        return std::nullopt;
    return foldFunction(callee->name, positional, expr.range, engine);
  }

  std::optional<ConstantValue> range(const RangeExpr &expr) {
    ConstantValue value;
    value.kind = ConstantValue::Kind::Range;
    value.range = expr.range;
    for (const ExprPtr *end : {&expr.begin, &expr.end}) {
      std::optional<ConstantValue> result = visit(**end);
      if (!result || !isDefined(*result))
        return std::nullopt;
      if (!result->isNumber()) {
        engine.report(result->range, Id::const_bad_argument, "..",
                      describe(*result));
        return std::nullopt;
      }
      value.elements.push_back(std::move(*result));
    }
    return value;
  }

  const Environment &environment;
  DiagnosticEngine &engine;
};

} // namespace

std::optional<ConstantValue> frontend::evaluate(const Expr &expr,
                                                const Environment &environment,
                                                DiagnosticEngine &engine) {
  return Evaluator(environment, engine).visit(expr);
}
