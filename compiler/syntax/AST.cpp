//===- AST.cpp - the words of the syntax tree -----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/AST.h"

#include "llvm/Support/ErrorHandling.h"

using namespace plexus;
using llvm::StringRef;

StringRef ast::spelling(Unit unit) {
  switch (unit) {
  case Unit::None:
    return "";
  case Unit::Percent:
    return "%";
  case Unit::KiB:
    return "KiB";
  case Unit::MiB:
    return "MiB";
  case Unit::Ms:
    return "ms";
  case Unit::S:
    return "s";
  case Unit::Epochs:
    return "epochs";
  case Unit::Steps:
    return "steps";
  }
  llvm_unreachable("a unit without a word");
}

double ast::NumberExpr::scaled() const {
  switch (unit) {
  case Unit::Percent:
    return value / 100;
  case Unit::KiB:
    return value * 1024;
  case Unit::MiB:
    return value * 1024 * 1024;
  case Unit::Ms:
    return value / 1000;
  case Unit::None:
  case Unit::S:
  case Unit::Epochs:
  case Unit::Steps:
    return value;
  }
  llvm_unreachable("a unit without a scale");
}

StringRef ast::spelling(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return "+";
  case BinaryOp::Sub:
    return "-";
  case BinaryOp::Mul:
    return "*";
  case BinaryOp::Div:
    return "/";
  case BinaryOp::MatMul:
    return "@";
  case BinaryOp::Lt:
    return "<";
  case BinaryOp::Gt:
    return ">";
  case BinaryOp::Le:
    return "<=";
  case BinaryOp::Ge:
    return ">=";
  case BinaryOp::Eq:
    return "==";
  case BinaryOp::Ne:
    return "!=";
  }
  llvm_unreachable("an operator without a mark");
}

StringRef ast::spelling(TypeKind kind) {
  switch (kind) {
  case TypeKind::F32:
    return "f32";
  case TypeKind::Index:
    return "index";
  case TypeKind::Int:
    return "int";
  case TypeKind::Float:
    return "float";
  case TypeKind::Bool:
    return "bool";
  case TypeKind::Init:
    return "init";
  }
  llvm_unreachable("a type without a word");
}

StringRef ast::spelling(StmtKind kind) {
  switch (kind) {
  case StmtKind::Input:
    return "input";
  case StmtKind::Target:
    return "target";
  case StmtKind::Layer:
    return "layer";
  case StmtKind::Let:
    return "let";
  case StmtKind::Output:
    return "output";
  case StmtKind::Loss:
    return "loss";
  case StmtKind::Metric:
    return "metric";
  case StmtKind::Default:
    return "default";
  case StmtKind::Return:
    return "return";
  }
  llvm_unreachable("a statement without a keyword");
}

StringRef ast::spelling(RecordKind kind) {
  switch (kind) {
  case RecordKind::Data:
    return "data";
  case RecordKind::Train:
    return "train";
  case RecordKind::Weights:
    return "weights";
  case RecordKind::Build:
    return "build";
  }
  llvm_unreachable("a record without a keyword");
}
