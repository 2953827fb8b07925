//===- Expressions.cpp - names, operators, members ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

std::optional<Operand> Importer::importExpr(const Expr &expr, Scope &scope) {
  unsigned depth = exprDepth + (llvm::isa<CallExpr>(&expr) ? callDepth : 1);
  llvm::SaveAndRestore<unsigned> deeper(exprDepth, depth);
  if (depth > maxExprDepth) {
    report(expr.range, Id::net_expr_depth, maxExprDepth);
    return std::nullopt;
  }
  switch (expr.kind) {
  case ExprKind::Number:
  case ExprKind::String:
  case ExprKind::List:
    return importConstant(expr, scope);
  case ExprKind::NameRef:
    return importName(*llvm::cast<NameExpr>(&expr), scope);
  case ExprKind::Unary:
    return importUnary(*llvm::cast<UnaryExpr>(&expr), scope);
  case ExprKind::Binary:
    return importBinary(*llvm::cast<BinaryExpr>(&expr), scope);
  case ExprKind::Call:
    return importCall(*llvm::cast<CallExpr>(&expr), scope);
  case ExprKind::Index:
    return importIndex(*llvm::cast<IndexExpr>(&expr), scope);
  case ExprKind::Member:
    return importMember(*llvm::cast<MemberExpr>(&expr), scope);
  case ExprKind::Pipe:
    return importPipe(*llvm::cast<PipeExpr>(&expr), scope);
  case ExprKind::Range:
  case ExprKind::FullSlice:
    report(expr.range, Id::net_slice_outside);
    return std::nullopt;
  }
  llvm_unreachable("an expression without a meaning");
}

std::optional<Operand> Importer::importTensor(const Expr &expr, Scope &scope) {
  std::optional<Operand> operand = importExpr(expr, scope);
  if (!operand || operand->tensor)
    return operand;
  report(expr.range, Id::net_not_a_tensor, describe(operand->constant));
  return std::nullopt;
}

std::optional<Operand> Importer::importConstant(const Expr &expr,
                                                Scope &scope) {
  std::optional<ConstantValue> value = evaluate(expr, scope.constants, engine);
  if (!value)
    return std::nullopt;
  return Operand{{}, std::move(*value), expr.range, {}};
}

/// Reports a name that stands for nothing; always false.
bool Importer::undefinedName(StringRef name, SMRange range, Scope &scope) {
  llvm::SmallVector<StringRef> known = scope.constants.names();
  for (const auto &entry : scope.bindings)
    known.push_back(entry.first());
  llvm::sort(known);
  report(range, Id::net_undefined_name, name, diag::guess(name, known));
  return false;
}

std::optional<Operand> Importer::importName(const NameExpr &expr,
                                            Scope &scope) {
  auto bound = scope.bindings.find(expr.name);
  if (bound == scope.bindings.end()) {
    if (scope.constants.lookup(expr.name))
      return importConstant(expr, scope);
    if (findWord(expr.name))
      report(expr.range, Id::net_word_as_value, expr.name);
    else
      undefinedName(expr.name, expr.range, scope);
    return std::nullopt;
  }
  const Binding &binding = bound->second;
  if (binding.tensor)
    return Operand{
        binding.tensor, {}, expr.range, binding.origin, binding.isPort};
  if (binding.instance)
    report(expr.range, Id::net_layer_as_value, expr.name)
        .note(binding.declared, Id::net_declared_here, expr.name);
  return std::nullopt; // a broken definition was reported already
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

std::optional<Operand> Importer::importUnary(const UnaryExpr &expr,
                                             Scope &scope) {
  std::optional<Operand> operand = importExpr(*expr.operand, scope);
  if (!operand)
    return std::nullopt;
  if (!operand->tensor) {
    std::optional<ConstantValue> value = fold(expr, operand->constant, engine);
    if (!value)
      return std::nullopt;
    return Operand{{}, std::move(*value), expr.range, {}};
  }
  if (!countUse(expr.range))
    return std::nullopt;
  Building now{"-", expr.range, expr.range.Start, {&*operand}};
  llvm::SaveAndRestore<const Building *> inside(building, &now);
  mlir::Operation *before = lastOp();
  llvm::FailureOr<mlir::Value> negated = nn::createInferred(
      builder, locations.of(expr.range, "neg"), "nn.neg", operand->tensor);
  if (llvm::failed(negated) || !checkBuilt(before, *negated, expr.range))
    return std::nullopt;
  return Operand{*negated, {}, expr.range, expr.range};
}

std::optional<Operand> Importer::importBinary(const BinaryExpr &expr,
                                              Scope &scope) {
  std::optional<Operand> lhs = importExpr(*expr.lhs, scope);
  std::optional<Operand> rhs = importExpr(*expr.rhs, scope);
  if (!lhs || !rhs)
    return std::nullopt;
  if (!lhs->tensor && !rhs->tensor) {
    std::optional<ConstantValue> value =
        fold(expr, lhs->constant, rhs->constant, engine);
    if (!value)
      return std::nullopt;
    return Operand{{}, std::move(*value), expr.range, {}};
  }
  const nn::Word *word = findWord(spelling(expr.op));
  assert(word && word->settings.size() == 2 && "an operator has two operands");
  Slots slots(2);
  Building now{word->spelling, expr.range, expr.opRange.Start, {&*lhs, &*rhs}};
  slots[0].operands.push_back(*lhs);
  slots[1].operands.push_back(*rhs);
  return buildWord(*word, slots, now, nullptr, scope);
}

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

/// `encoder.inp.weight`: all names but the last are layers, the last is a
/// parameter.
std::optional<Operand> Importer::importMember(const MemberExpr &expr,
                                              Scope &scope) {
  llvm::SmallVector<Name, 4> path;
  const Expr *base = &expr;
  while (const auto *member = llvm::dyn_cast<MemberExpr>(base)) {
    path.push_back(member->member);
    base = member->base.get();
  }
  const auto *root = llvm::dyn_cast<NameExpr>(base);
  if (!root) {
    report(expr.range, Id::net_member_of_value, path.front().text);
    return std::nullopt;
  }
  path.push_back(Name{root->name, root->range});
  std::reverse(path.begin(), path.end());
  Instance *instance = findInstance(llvm::ArrayRef(path).drop_back(), scope);
  if (!instance)
    return std::nullopt;
  return findParameter(*instance, path.back(), expr.range);
}
