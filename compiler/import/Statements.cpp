//===- Statements.cpp - let, layer, default -------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/import/ImportImpl.h"
#include "compiler/program/Vocabulary.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

/// Takes a name in a scope; false if it is taken.
bool Importer::declare(const Name &name, Scope &scope) {
  auto [entry, isNew] = scope.declared.try_emplace(name.text, name.range);
  if (isNew)
    return true;
  report(name.range, Id::net_duplicate_name, name.text)
      .note(entry->second, Id::net_declared_here, name.text);
  return false;
}

void Importer::bind(const Name &name, const Operand &operand, Scope &scope) {
  if (!operand.tensor) {
    scope.constants.bind(name.text, operand.constant);
    return;
  }
  SMRange origin = operand.origin.isValid() ? operand.origin : operand.range;
  scope.bindings[name.text] = {operand.tensor, nullptr, name.range, origin,
                               operand.declared};
}

/// Names a value in printed IR if it was made after `before`. An older value
/// keeps the name that it has.
void Importer::nameValue(mlir::Value value, StringRef name,
                         mlir::Operation *before) {
  mlir::Operation *op = value.getDefiningOp();
  if (!op || op != lastOp() || op == before)
    return;
  mlir::Location loc = op->getLoc();
  if (auto named = llvm::dyn_cast<mlir::NameLoc>(loc))
    loc = named.getChildLoc();
  op->setLoc(mlir::NameLoc::get(builder.getStringAttr(name), loc));
}

void Importer::importLet(const LetStmt &stmt, Scope &scope) {
  // Binds the names even after an error, so that later uses are not reported as
  // undefined.
  bool isNew = true;
  for (const Name &name : stmt.names) {
    isNew &= declare(name, scope);
    scope.bindings.try_emplace(name.text).first->second.declared = name.range;
  }
  if (stmt.isTuple) {
    report(stmt.range, Id::net_tuple, stmt.names.front().text);
    return;
  }
  const Name &name = stmt.names.front();
  mlir::Operation *before = lastOp();
  std::optional<Operand> value = importExpr(*stmt.value, scope);
  if (!value || !isNew)
    return;
  if (!value->tensor) {
    if (stmt.type) {
      report(stmt.type->range, Id::net_type_of_constant, name.text,
             describe(value->constant));
      return;
    }
    scope.bindings.erase(name.text);
  } else {
    // A mismatch is reported, and what follows goes on with the value.
    if (stmt.type)
      checkType(*stmt.type, *value, scope, diag::quoted(name.text),
                /*bindsDimensions=*/false);
    nameValue(value->tensor, name.text, before);
  }
  bind(name, *value, scope);
}

void Importer::importLayer(const LayerStmt &stmt, Scope &scope) {
  const Stage &stage = stmt.stage;
  const Name &callee = stage.path.front();
  bool isRepeat = callee.text == repeatWord;
  if (stage.path.size() == 1 && (callee.isCapital() || isRepeat)) {
    if (isRepeat)
      makeRepeat(callee, stage.args, stage.range, stmt.name, scope);
    else
      makeInstance(callee, stage.args, stage.range, stmt.name, scope);
  } else {
    report(stage.range, Id::net_layer_of_function, textOf(stage.range));
  }
  // Broken, unless it was made.
  if (scope.declared.try_emplace(stmt.name.text, stmt.name.range).second ||
      !scope.bindings.contains(stmt.name.text))
    scope.bindings.try_emplace(stmt.name.text);
}

void Importer::importDefault(const DefaultStmt &stmt, Scope &scope) {
  const nn::Word *taker = nullptr;
  const nn::Setting *setting = nullptr;
  llvm::SmallVector<StringRef> known;
  for (const auto &entry : words) {
    const nn::Word &word = *entry.second;
    if (word.kind != nn::WordKind::Layer)
      continue;
    for (const nn::Setting &candidate : word.settings) {
      if (candidate.kind == nn::SettingKind::Tensor)
        continue;
      known.push_back(candidate.name);
      // The first by name, so that errors do not depend on a hash.
      bool isFirst = !taker || word.spelling < taker->spelling;
      if (candidate.name == stmt.name.text && isFirst) {
        taker = &word;
        setting = &candidate;
      }
    }
  }
  if (!setting) {
    llvm::sort(known);
    report(stmt.name.range, Id::net_unknown_default, stmt.name.text,
           diag::guess(stmt.name.text, known));
    return;
  }
  std::optional<ConstantValue> value =
      evaluate(*stmt.value, scope.constants, engine);
  if (!value || !convert(*taker, *setting, *value, scope))
    return;
  defaultValues.push_back(std::move(*value));
  scope.defaults[stmt.name.text] = &defaultValues.back();
}

/// The value of `return`; nothing in a network.
std::optional<Operand> Importer::importBody(const Body &body, Scope &scope) {
  std::optional<Operand> result;
  for (const StmtPtr &stmt : body.stmts) {
    if (engine.isFull())
      return std::nullopt;
    bool isFrame = llvm::isa<PortStmt, OutputStmt, ScoreStmt>(stmt.get());
    if (isFrame && scope.owner) {
      report(stmt->keyword, Id::net_frame_in_block, spelling(stmt->kind));
      continue;
    }
    switch (stmt->kind) {
    case StmtKind::Input:
    case StmtKind::Target:
      importPort(*llvm::cast<PortStmt>(stmt.get()), scope);
      break;
    case StmtKind::Layer:
      importLayer(*llvm::cast<LayerStmt>(stmt.get()), scope);
      break;
    case StmtKind::Let:
      importLet(*llvm::cast<LetStmt>(stmt.get()), scope);
      break;
    case StmtKind::Output:
      importOutput(*llvm::cast<OutputStmt>(stmt.get()), scope);
      break;
    case StmtKind::Loss:
    case StmtKind::Metric:
      importScore(*llvm::cast<ScoreStmt>(stmt.get()), scope);
      break;
    case StmtKind::Default:
      importDefault(*llvm::cast<DefaultStmt>(stmt.get()), scope);
      break;
    case StmtKind::Return:
      result = importTensor(*llvm::cast<ReturnStmt>(stmt.get())->value, scope);
      break;
    }
  }
  return result;
}
