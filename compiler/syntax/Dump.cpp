//===- Dump.cpp - a syntax tree as indented text --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/Dump.h"

#include "compiler/syntax/AST.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace plexus;
using namespace plexus::ast;
using llvm::cast;
using llvm::StringRef;
using llvm::Twine;

namespace {

class Dumper {
public:
  explicit Dumper(llvm::raw_ostream &os) : os(os) {}

  void decl(const Decl &decl);

private:
  void line(const Twine &text) { os.indent(2 * level) << text << '\n'; }
  /// Prints a heading and, indented below it, what `children` prints.
  void node(const Twine &heading, llvm::function_ref<void()> children) {
    line(heading);
    ++level;
    children();
    --level;
  }

  void doc(StringRef text);
  void body(const Body &body);
  void stmt(const Stmt &stmt);
  void record(const Record &record);
  void params(StringRef heading, const std::vector<Param> &params);
  void type(const Type &type);
  void stage(const Stage &stage);
  void args(const std::vector<Arg> &args);
  void expr(const Expr &expr);
  void exprs(const std::vector<ExprPtr> &exprs) {
    for (const ExprPtr &element : exprs)
      expr(*element);
  }

  llvm::raw_ostream &os;
  unsigned level = 0;
};

} // namespace

static std::string quoted(StringRef text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      result += '\\';
    if (c == '\n' || c == '\t')
      result += c == '\n' ? "\\n" : "\\t";
    else
      result += c;
  }
  return result + "\"";
}

static std::string dotted(const Path &path) {
  return llvm::join(
      llvm::map_range(path, [](const Name &name) { return name.text; }), ".");
}

static std::string optional(const Name &name) {
  return name ? (" " + name.text).str() : "";
}

void Dumper::doc(StringRef text) {
  if (!text.empty())
    line("doc " + quoted(text));
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

void Dumper::decl(const Decl &decl) {
  switch (decl.kind) {
  case DeclKind::Import: {
    const auto &import = cast<ImportDecl>(decl);
    return node("import " + quoted(import.path), [&] {
      doc(decl.doc);
      for (const Name &name : import.names)
        line("name " + name.text);
    });
  }
  case DeclKind::Const: {
    const auto &constant = cast<ConstDecl>(decl);
    return node("const " + constant.name.text, [&] {
      doc(decl.doc);
      expr(*constant.value);
    });
  }
  case DeclKind::Block: {
    const auto &block = cast<BlockDecl>(decl);
    return node("block " + block.name.text, [&] {
      doc(decl.doc);
      if (block.hasSettings)
        params("settings", block.settings);
      params("tensors", block.tensors);
      if (block.result)
        node("result", [&] { type(*block.result); });
      body(block.body);
    });
  }
  case DeclKind::Network: {
    const auto &network = cast<NetworkDecl>(decl);
    return node("network " + network.name.text, [&] {
      doc(decl.doc);
      body(network.body);
    });
  }
  case DeclKind::Record: {
    const auto &recordDecl = cast<RecordDecl>(decl);
    return node(spelling(recordDecl.recordKind) + optional(recordDecl.name),
                [&] {
                  doc(decl.doc);
                  record(recordDecl.record);
                });
  }
  }
}

void Dumper::record(const Record &written) {
  for (const Entry &entry : written.entries)
    node(dotted(entry.path) + ":", [&] {
      if (const Record *inner = entry.record())
        node("record", [&] { record(*inner); });
      else
        expr(*entry.expr());
    });
}

void Dumper::params(StringRef heading, const std::vector<Param> &params) {
  node(heading, [&] {
    for (const Param &param : params)
      node(param.name.text, [&] {
        type(param.type);
        if (param.fallback)
          node("default", [&] { expr(*param.fallback); });
      });
  });
}

void Dumper::type(const Type &written) {
  node("type " + spelling(written.kind), [&] {
    if (written.classes)
      node("classes", [&] { expr(*written.classes); });
    if (written.hasDims)
      node("shape", [&] { exprs(written.dims); });
  });
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Dumper::body(const Body &written) {
  for (const StmtPtr &element : written.stmts)
    stmt(*element);
}

void Dumper::stmt(const Stmt &stmt) {
  StringRef keyword = spelling(stmt.kind);
  switch (stmt.kind) {
  case StmtKind::Input:
  case StmtKind::Target: {
    const auto &port = cast<PortStmt>(stmt);
    return node(keyword + " " + port.name.text, [&] {
      doc(stmt.doc);
      type(port.type);
    });
  }
  case StmtKind::Layer: {
    const auto &layer = cast<LayerStmt>(stmt);
    return node("layer " + layer.name.text, [&] {
      doc(stmt.doc);
      stage(layer.stage);
    });
  }
  case StmtKind::Let: {
    const auto &let = cast<LetStmt>(stmt);
    std::string names = llvm::join(
        llvm::map_range(let.names, [](const Name &name) { return name.text; }),
        ", ");
    return node("let " + (let.isTuple ? "(" + names + ")" : names), [&] {
      doc(stmt.doc);
      if (let.type)
        type(*let.type);
      expr(*let.value);
    });
  }
  case StmtKind::Output: {
    const auto &output = cast<OutputStmt>(stmt);
    return node("output " + output.name.text, [&] {
      doc(stmt.doc);
      expr(*output.value);
    });
  }
  case StmtKind::Loss:
  case StmtKind::Metric: {
    const auto &score = cast<ScoreStmt>(stmt);
    return node(keyword + optional(score.name), [&] {
      doc(stmt.doc);
      expr(*score.value);
    });
  }
  case StmtKind::Default: {
    const auto &setting = cast<DefaultStmt>(stmt);
    return node("default " + setting.name.text, [&] {
      doc(stmt.doc);
      expr(*setting.value);
    });
  }
  case StmtKind::Return:
    return node("return", [&] {
      doc(stmt.doc);
      expr(*cast<ReturnStmt>(stmt).value);
    });
  }
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

void Dumper::stage(const Stage &written) {
  std::string as = written.as ? (" as " + written.as.text).str() : "";
  node("stage " + dotted(written.path) + (written.hasArgs ? "()" : "") + as,
       [&] { args(written.args); });
}

void Dumper::args(const std::vector<Arg> &args) {
  for (const Arg &arg : args) {
    if (arg.name)
      node(arg.name.text + ":", [&] { expr(*arg.value); });
    else
      expr(*arg.value);
  }
}

void Dumper::expr(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Number: {
    const auto &number = cast<NumberExpr>(expr);
    bool isWord = number.unit != Unit::None && number.unit != Unit::Percent;
    return line("number " + number.spelling + (isWord ? " " : "") +
                spelling(number.unit));
  }
  case ExprKind::String:
    return line("string " + quoted(cast<StringExpr>(expr).value));
  case ExprKind::NameRef:
    return line("name " + cast<NameExpr>(expr).name);
  case ExprKind::List:
    return node("list", [&] { exprs(cast<ListExpr>(expr).elements); });
  case ExprKind::Unary:
    return node("negate", [&] { this->expr(*cast<UnaryExpr>(expr).operand); });
  case ExprKind::Binary: {
    const auto &binary = cast<BinaryExpr>(expr);
    return node("binary " + spelling(binary.op), [&] {
      this->expr(*binary.lhs);
      this->expr(*binary.rhs);
    });
  }
  case ExprKind::Call: {
    const auto &call = cast<CallExpr>(expr);
    if (const auto *callee = llvm::dyn_cast<NameExpr>(call.callee.get()))
      return node("call " + callee->name, [&] { args(call.args); });
    return node("call", [&] {
      node("callee", [&] { this->expr(*call.callee); });
      args(call.args);
    });
  }
  case ExprKind::Index: {
    const auto &index = cast<IndexExpr>(expr);
    return node("index", [&] {
      this->expr(*index.base);
      exprs(index.indices);
    });
  }
  case ExprKind::Member: {
    const auto &member = cast<MemberExpr>(expr);
    return node("member " + member.member.text,
                [&] { this->expr(*member.base); });
  }
  case ExprKind::Pipe: {
    const auto &pipe = cast<PipeExpr>(expr);
    return node("pipe", [&] {
      this->expr(*pipe.input);
      for (const Stage &element : pipe.stages)
        stage(element);
    });
  }
  case ExprKind::Range: {
    const auto &range = cast<RangeExpr>(expr);
    return node("range", [&] {
      this->expr(*range.begin);
      this->expr(*range.end);
    });
  }
  case ExprKind::FullSlice:
    return line("all");
  }
}

void frontend::dump(const File &file, llvm::raw_ostream &os) {
  Dumper dumper(os);
  for (const DeclPtr &decl : file.decls)
    dumper.decl(*decl);
}
