//===- ConstantsEvaluate.cpp - from an expression to its value ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Constants.h"

#include "compiler/support/Diagnostics.h"

#include <cmath>

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

/// The most values of a list. A list grows where it names consts.
static constexpr size_t longestList = size_t(1) << 20;

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
    bool isExact = expr.unit != Unit::Percent && expr.unit != Unit::Ms;
    int64_t scale = expr.unit == Unit::KiB   ? 1 << 10
                    : expr.unit == Unit::MiB ? 1 << 20
                                             : 1;
    int64_t scaled;
    if (isExact && expr.integer &&
        !__builtin_mul_overflow(*expr.integer, scale, &scaled))
      value.integer = scaled;
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
    engine.report(operand.range, Id::const_undefined, operand.text,
                  diag::guess(operand.text, environment.names()));
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
