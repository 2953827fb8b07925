//===- SettingsSource.cpp - where the numbers of a value come from --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/SettingsReaders.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::StringRef;

namespace {

/// Reads `csv(FILE, 0..64) / 16`: calls of sources joined by arithmetic.
class SourceReader {
public:
  SourceReader(StringRef name, const Environment &environment, Checker &checker)
      : name(name), environment(environment), checker(checker) {}

  std::optional<DataSource> read(const Expr &expr) {
    std::optional<Operand> operand = readOperand(expr);
    if (!operand)
      return std::nullopt;
    if (operand->source)
      return std::move(*operand->source);
    checker.failValue(name, ValueKind::Source, *operand->constant);
    return std::nullopt;
  }

private:
  /// One of the two.
  struct Operand {
    std::optional<ConstantValue> constant;
    std::optional<DataSource> source;
  };

  std::optional<Operand> readOperand(const Expr &expr) {
    if (const auto *binary = llvm::dyn_cast<BinaryExpr>(&expr))
      return readBinary(*binary);
    if (const auto *unary = llvm::dyn_cast<UnaryExpr>(&expr))
      return readNegation(*unary);
    if (const auto *call = llvm::dyn_cast<CallExpr>(&expr))
      if (takesSource(*call))
        return readStandardise(*call);
    std::optional<ConstantValue> value =
        evaluate(expr, environment, checker.engine);
    if (!value)
      return std::nullopt;
    if (value->isNumber() || value->isString() || value->isList())
      return Operand{std::move(value), {}};
    std::optional<FormUse> use = checker.use(name, ValueKind::Source, *value);
    if (!use || !use->form->isBuilt)
      return std::nullopt;
    DataSource leaf = makeLeaf(*use);
    leaf.range = expr.range;
    return Operand{{}, std::move(leaf)};
  }

  /// Whether what stands in the parentheses is a source, so no constant.
  static bool takesSource(const CallExpr &call) {
    const auto *callee = llvm::dyn_cast<NameExpr>(call.callee.get());
    return callee && llvm::any_of(forms(), [&](const Form &form) {
             return form.family == ValueKind::Source &&
                    form.word == callee->name &&
                    form.parameters.front().kind == ValueKind::Source;
           });
  }

  std::optional<Operand> readStandardise(const CallExpr &call) {
    // Its arguments are checked as those of other words, each a word itself.
    ConstantValue value = ConstantValue::makeWord(
        llvm::cast<NameExpr>(call.callee.get())->name, call.callee->range);
    value.kind = ConstantValue::Kind::Call;
    value.expr = &call;
    value.range = call.range;
    for (const Arg &argument : call.args)
      value.arguments.push_back({argument.name,
                                 ConstantValue::makeWord("", argument.range),
                                 argument.range});
    if (!checker.use(name, ValueKind::Source, value))
      return std::nullopt;
    std::optional<Operand> operand = readOperand(*call.args.front().value);
    if (!operand)
      return std::nullopt;
    if (operand->constant) {
      checker.failValue("source", ValueKind::Source, *operand->constant);
      return std::nullopt;
    }
    DataSource source;
    source.kind = DataSource::Kind::Standardise;
    source.range = call.range;
    source.source =
        std::make_shared<const DataSource>(std::move(*operand->source));
    return Operand{{}, std::move(source)};
  }

  std::optional<Operand> readBinary(const BinaryExpr &expr) {
    std::optional<Operand> lhs = readOperand(*expr.lhs);
    std::optional<Operand> rhs = readOperand(*expr.rhs);
    if (!lhs || !rhs)
      return std::nullopt;
    if (lhs->constant && rhs->constant) {
      std::optional<ConstantValue> value =
          fold(expr, *lhs->constant, *rhs->constant, checker.engine);
      return value ? std::optional(Operand{std::move(value), {}})
                   : std::nullopt;
    }
    bool isArithmetic = llvm::is_contained(
        {BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::Div}, expr.op);
    bool areNumbers = isNumber(*lhs) && isNumber(*rhs);
    if (!isArithmetic || !areNumbers) {
      checker.engine
          .report(expr.range, Id::const_bad_operands, spelling(expr.op),
                  shown(*lhs), shown(*rhs))
          .caret(expr.opRange.Start);
      return std::nullopt;
    }
    if (expr.op == BinaryOp::Div && rhs->constant && hasZero(*rhs->constant)) {
      checker.engine
          .report(expr.range, Id::const_not_finite, textOf(expr.range))
          .caret(expr.opRange.Start);
      return std::nullopt;
    }
    DataSource joined = join(spelling(expr.op)[0], *lhs, *rhs);
    joined.range = expr.range;
    std::optional<uint64_t> left = joined.lhs->width(),
                            right = joined.rhs->width();
    if (left && right && *left != *right) {
      checker.engine
          .report(expr.range, Id::settings_row_widths, spelling(expr.op), *left,
                  *right)
          .caret(expr.opRange.Start);
      return std::nullopt;
    }
    left = joined.lhs->height();
    right = joined.rhs->height();
    if (left && right && *left != *right) {
      checker.engine
          .report(expr.range, Id::settings_row_heights, spelling(expr.op),
                  *left, *right)
          .caret(expr.opRange.Start);
      return std::nullopt;
    }
    return Operand{{}, std::move(joined)};
  }

  std::optional<Operand> readNegation(const UnaryExpr &expr) {
    std::optional<Operand> operand = readOperand(*expr.operand);
    if (!operand)
      return std::nullopt;
    if (operand->source) {
      Operand minusOne{ConstantValue::makeInteger(-1), {}};
      return Operand{{}, join('*', minusOne, *operand)};
    }
    std::optional<ConstantValue> value =
        fold(expr, *operand->constant, checker.engine);
    return value ? std::optional(Operand{std::move(value), {}}) : std::nullopt;
  }

  static bool isNumbers(const ConstantValue &value) {
    return value.isList() && !value.elements.empty() &&
           llvm::all_of(value.elements, [](const ConstantValue &element) {
             return element.asNumber().has_value();
           });
  }

  static bool isNumber(const Operand &operand) {
    return operand.source || operand.constant->asNumber() ||
           isNumbers(*operand.constant);
  }

  static bool hasZero(const ConstantValue &value) {
    return value.isList() ? llvm::any_of(value.elements, hasZero)
                          : value.number == 0;
  }

  static std::string shown(const Operand &operand) {
    return operand.source ? "a source" : describe(*operand.constant);
  }

  static DataSource join(char op, Operand &lhs, Operand &rhs) {
    auto side = [](Operand &operand) {
      if (operand.source)
        return std::make_shared<const DataSource>(std::move(*operand.source));
      DataSource constant;
      constant.number = operand.constant->number;
      if (operand.constant->isList())
        constant.kind = DataSource::Kind::Numbers;
      for (const ConstantValue &element : operand.constant->elements)
        constant.numbers.push_back(element.number);
      return std::make_shared<const DataSource>(std::move(constant));
    };
    DataSource source;
    source.kind = DataSource::Kind::Op;
    source.op = op;
    source.lhs = side(lhs);
    source.rhs = side(rhs);
    return source;
  }

  static DataSource makeLeaf(const FormUse &use) {
    DataSource source;
    if (use.word() == "table") {
      source.kind = DataSource::Kind::Table;
      for (const ConstantValue &row : use.find("rows")->elements)
        for (source.rows.emplace_back(); const ConstantValue &x : row.elements)
          source.rows.back().push_back(x.number);
      return source;
    }
    source.file = use.text("file");
    if (use.word() == "npy" || use.word() == "idx") {
      source.kind =
          use.word() == "npy" ? DataSource::Kind::Npy : DataSource::Kind::Idx;
      return source;
    }
    source.kind = DataSource::Kind::Csv;
    source.skip = use.count("skip");
    source.delimiter = use.text("delimiter").front();
    if (const ConstantValue *columns = use.find("columns")) {
      bool isOne = columns->isNumber();
      uint64_t begin =
          uint64_t(isOne ? *columns->integer : *columns->elements[0].integer);
      uint64_t end =
          isOne ? begin + 1 : uint64_t(*columns->elements[1].integer);
      source.columns.emplace(begin, end);
    }
    return source;
  }

  StringRef name;
  const Environment &environment;
  Checker &checker;
};

} // namespace

std::optional<uint64_t> DataSource::width() const {
  switch (kind) {
  case Kind::Csv:
    return columns ? std::optional(columns->second - columns->first)
                   : std::nullopt;
  case Kind::Table:
    return rows.front().size();
  case Kind::Numbers:
    return numbers.size();
  case Kind::Op: {
    std::optional<uint64_t> left = lhs->width();
    return left ? left : rhs->width();
  }
  case Kind::Standardise:
    return source->width();
  case Kind::Npy:
  case Kind::Idx:
  case Kind::Number:
    return std::nullopt;
  }
  llvm_unreachable("a kind of source without a width");
}

std::optional<uint64_t> DataSource::height() const {
  if (kind == Kind::Table)
    return rows.size();
  if (kind == Kind::Standardise)
    return source->height();
  if (kind != Kind::Op)
    return std::nullopt;
  std::optional<uint64_t> left = lhs->height();
  return left ? left : rhs->height();
}

std::string DataSource::arithmetic() const {
  switch (kind) {
  case Kind::Csv:
  case Kind::Npy:
  case Kind::Idx:
  case Kind::Table:
    return "rows";
  case Kind::Number:
  case Kind::Numbers:
    return "constant";
  case Kind::Op:
    return "(" + lhs->arithmetic() + " " + op + " " + rhs->arithmetic() + ")";
  case Kind::Standardise:
    return "standardise(" + source->arithmetic() + ")";
  }
  llvm_unreachable("a kind of source without arithmetic");
}

bool DataSource::isStandardised() const {
  return StringRef(arithmetic()).contains("standardise");
}

std::optional<DataSource> frontend::readSource(StringRef name, const Expr &expr,
                                               const Environment &environment,
                                               Checker &checker) {
  return SourceReader(name, environment, checker).read(expr);
}
