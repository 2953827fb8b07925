//===- AST.h - what was written: the syntax tree of a .plx file -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Plain structs, a source range on each. Texts are slices of the SourceMgr's
// buffer, which therefore outlives the tree. A construct with a syntax error is
// left out of the tree, so no pointer here is null unless its comment says so,
// and no tree is deeper than maxTreeDepth: recursion over it is safe.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_SYNTAX_AST_H
#define PLEXUS_COMPILER_SYNTAX_AST_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Casting.h"
#include "llvm/Support/SMLoc.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plexus::ast {

/// Brackets and records nest at most this deep.
inline constexpr unsigned maxNesting = 64;
/// No expression chains more operators than this.
inline constexpr unsigned maxChain = 1000;
/// No expression is deeper than this: the operators of a chain and what stands
/// at its end.
inline constexpr unsigned maxTreeDepth = maxChain + 1;
inline constexpr unsigned maxNameLength = 63;

/// What was written in `range`.
inline llvm::StringRef textOf(llvm::SMRange range) {
  if (!range.isValid())
    return {};
  const char *begin = range.Start.getPointer();
  return {begin, size_t(range.End.getPointer() - begin)};
}

/// A name where it was written. Optional names are empty when absent.
struct Name {
  llvm::StringRef text;
  llvm::SMRange range;

  bool empty() const { return text.empty(); }
  explicit operator bool() const { return !text.empty(); }
  /// True for names that own parameters or state: `Dense`, your blocks.
  bool isCapital() const {
    return !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
  }
};

/// `encoder.inp.weight`: one or more names, in order.
using Path = std::vector<Name>;

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

enum class ExprKind {
  Number,
  String,
  NameRef,
  List,
  Unary,
  Binary,
  Call,
  Index,
  Member,
  Pipe,
  Range,
  FullSlice,
};

/// The range of an expression in parentheses includes them.
struct Expr {
  ExprKind kind;
  llvm::SMRange range;
  /// Height of the tree below and including this node.
  unsigned depth = 1;

  virtual ~Expr() = default;

protected:
  explicit Expr(ExprKind kind) : kind(kind) {}
};

using ExprPtr = std::unique_ptr<Expr>;

/// What gives every node its kind and its classof.
template <typename Base, auto Kind> struct Node : Base {
  Node() : Base(Kind) {}
  static bool classof(const Base *node) { return node->kind == Kind; }
};

enum class Unit { None, Percent, KiB, MiB, Ms, S, Epochs, Steps };

/// The unit as it is written, `%` to `steps`; empty for None.
llvm::StringRef spelling(Unit unit);

/// `0.5`, `20%`, `64KiB`, `2 epochs`. Never negative: `-1` is Unary.
struct NumberExpr : Node<Expr, ExprKind::Number> {
  /// The digits as written, without the unit.
  llvm::StringRef spelling;
  /// The number as written: 20 for `20%`. Always finite.
  double value = 0;
  /// Set if it was written without `.` and exponent and fits 63 bits.
  std::optional<int64_t> integer;
  Unit unit = Unit::None;

  /// The value in the unit's base: 0.2 for `20%`, bytes for KiB and MiB,
  /// seconds for ms and s, the number itself otherwise.
  double scaled() const;
};

struct StringExpr : Node<Expr, ExprKind::String> {
  /// The text with its escapes resolved.
  std::string value;
};

/// A name on its own: a value, a const, a word such as `relu` or `true`.
struct NameExpr : Node<Expr, ExprKind::NameRef> {
  llvm::StringRef name;
};

/// `[a, b, c]`
struct ListExpr : Node<Expr, ExprKind::List> {
  std::vector<ExprPtr> elements;
};

/// `-x`, the only unary operator.
struct UnaryExpr : Node<Expr, ExprKind::Unary> {
  ExprPtr operand;
};

enum class BinaryOp { Add, Sub, Mul, Div, MatMul, Lt, Gt, Le, Ge, Eq, Ne };

/// The operator as it is written, `+` to `!=`.
llvm::StringRef spelling(BinaryOp op);

struct BinaryExpr : Node<Expr, ExprKind::Binary> {
  BinaryOp op = BinaryOp::Add;
  llvm::SMRange opRange;
  ExprPtr lhs, rhs;
};

/// `value`, `name: value`; the value may be a RangeExpr or a FullSliceExpr.
struct Arg {
  Name name; // empty if positional
  ExprPtr value;
  llvm::SMRange range;
};

/// `f(x, axis: 1)`, `encoder(clean)`, `Dense(8)` as an argument of `repeat`.
struct CallExpr : Node<Expr, ExprKind::Call> {
  ExprPtr callee;
  std::vector<Arg> args;
  llvm::SMRange argsRange; // the parentheses and what is between them
};

/// `x[0..8, :]`; each index is an expression, a RangeExpr or a FullSliceExpr.
struct IndexExpr : Node<Expr, ExprKind::Index> {
  ExprPtr base;
  std::vector<ExprPtr> indices;
};

/// `base.member`
struct MemberExpr : Node<Expr, ExprKind::Member> {
  ExprPtr base;
  Name member;
};

/// What follows `|>` or `layer f =`: `flatten`, `Dense(8, relu) as fc1`.
struct Stage {
  Path path; // at least one name
  bool hasArgs = false;
  std::vector<Arg> args;
  Name as;               // empty if not written; never set in a LayerStmt
  llvm::SMRange range;   // from the first name to the end, `as` included
  llvm::SMRange opRange; // of `|>`; invalid in a LayerStmt
};

/// `input |> stage |> stage`; flat, so that a thousand stages are no deeper
/// than one.
struct PipeExpr : Node<Expr, ExprKind::Pipe> {
  ExprPtr input;
  std::vector<Stage> stages; // at least one
};

/// `begin..end`, half-open; only as an argument or an index.
struct RangeExpr : Node<Expr, ExprKind::Range> {
  ExprPtr begin, end;
};

/// `:` alone, all of an axis; only as an argument or an index.
struct FullSliceExpr : Node<Expr, ExprKind::FullSlice> {};

//===----------------------------------------------------------------------===//
// Types and parameters
//===----------------------------------------------------------------------===//

enum class TypeKind { F32, Index, Int, Float, Bool, Init };

/// The type's word, `f32` to `init`.
llvm::StringRef spelling(TypeKind kind);

/// `f32[64]`, `index(10)[12]`, `int`.
struct Type {
  TypeKind kind = TypeKind::F32;
  llvm::SMRange range;
  ExprPtr classes; // of index(…); null for the other kinds
  std::vector<ExprPtr> dims;
  bool hasDims = false; // `f32` and `f32[8]` differ; `f32[]` is an error
};

struct Param {
  Name name;
  Type type;
  ExprPtr fallback; // null if there is none
  llvm::SMRange range;
};

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

enum class StmtKind {
  Input,
  Target,
  Layer,
  Let,
  Output,
  Loss,
  Metric,
  Default,
  Return,
};

/// The statement's keyword, `input` to `return`.
llvm::StringRef spelling(StmtKind kind);

struct Stmt {
  StmtKind kind;
  llvm::SMRange range;
  llvm::SMRange keyword;
  std::string doc; // of `##` lines above, without the marks; empty if none

  virtual ~Stmt() = default;

protected:
  explicit Stmt(StmtKind kind) : kind(kind) {}
};

using StmtPtr = std::unique_ptr<Stmt>;

/// `input x: f32[64]`, `target y: index(10)`
struct PortStmt : Stmt {
  Name name;
  Type type;

  explicit PortStmt(StmtKind kind) : Stmt(kind) {}
  static bool classof(const Stmt *stmt) {
    return stmt->kind == StmtKind::Input || stmt->kind == StmtKind::Target;
  }
};

/// `layer f = Dense(8)`
struct LayerStmt : Node<Stmt, StmtKind::Layer> {
  Name name;
  Stage stage;
};

/// `let z: f32[8] = …`, `let (a, b) = …`
struct LetStmt : Node<Stmt, StmtKind::Let> {
  std::vector<Name> names; // at least one
  bool isTuple = false;    // written with parentheses
  std::optional<Type> type;
  ExprPtr value;
};

/// `output p = softmax(z)`
struct OutputStmt : Node<Stmt, StmtKind::Output> {
  Name name;
  ExprPtr value;
};

/// `loss mse(y, t)`, `metric bright = …`
struct ScoreStmt : Stmt {
  Name name; // empty if not written
  ExprPtr value;

  explicit ScoreStmt(StmtKind kind) : Stmt(kind) {}
  static bool classof(const Stmt *stmt) {
    return stmt->kind == StmtKind::Loss || stmt->kind == StmtKind::Metric;
  }
};

/// `default init: xavier_uniform`
struct DefaultStmt : Node<Stmt, StmtKind::Default> {
  Name name;
  ExprPtr value;
};

/// `return x + f`, the last statement of every block
struct ReturnStmt : Node<Stmt, StmtKind::Return> {
  ExprPtr value;
};

struct Body {
  std::vector<StmtPtr> stmts;
  llvm::SMRange range; // the braces and what is between them
};

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

struct Record;

/// `key: value`, `a.b: value`, `train: { … }`
struct Entry {
  Path path; // at least one name
  std::variant<ExprPtr, std::unique_ptr<Record>> value;
  llvm::SMRange range;

  /// The value if it is an expression, else null.
  const Expr *expr() const {
    const ExprPtr *expr = std::get_if<ExprPtr>(&value);
    return expr ? expr->get() : nullptr;
  }
  /// The value if it is a record, else null.
  const Record *record() const {
    const std::unique_ptr<Record> *record =
        std::get_if<std::unique_ptr<Record>>(&value);
    return record ? record->get() : nullptr;
  }
};

struct Record {
  std::vector<Entry> entries;
  llvm::SMRange range; // the braces and what is between them
};

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

enum class DeclKind { Import, Const, Block, Network, Record };

struct Decl {
  DeclKind kind;
  llvm::SMRange range;
  llvm::SMRange keyword;
  std::string doc; // of `##` lines above, without the marks; empty if none

  virtual ~Decl() = default;

protected:
  explicit Decl(DeclKind kind) : kind(kind) {}
};

using DeclPtr = std::unique_ptr<Decl>;

/// `import "letters.plx" (LETTERS, words)`
struct ImportDecl : Node<Decl, DeclKind::Import> {
  std::string path;
  llvm::SMRange pathRange;
  std::vector<Name> names;
  bool hasNames = false; // false: everything is imported
};

/// `const LENGTH = 12`
struct ConstDecl : Node<Decl, DeclKind::Const> {
  Name name;
  ExprPtr value;
};

/// `block Residual(hidden: int)(x: f32[n]) -> f32[n] { … }`
struct BlockDecl : Node<Decl, DeclKind::Block> {
  Name name;
  std::vector<Param> settings;
  bool hasSettings = false;
  std::vector<Param> tensors;
  std::optional<Type> result;
  Body body; // ends in a ReturnStmt
};

/// `network Digits { … }`
struct NetworkDecl : Node<Decl, DeclKind::Network> {
  Name name;
  Body body; // has no ReturnStmt
};

enum class RecordKind { Data, Train, Weights, Build };

/// The record's keyword, `data` to `build`.
llvm::StringRef spelling(RecordKind kind);

/// `train { … }`, `data digits { … }`, `build mcu { … }`
struct RecordDecl : Node<Decl, DeclKind::Record> {
  RecordKind recordKind = RecordKind::Data;
  Name name; // empty if not written
  Record record;
};

struct File {
  unsigned bufferId = 0;
  std::vector<DeclPtr> decls;
};

} // namespace plexus::ast

#endif // PLEXUS_COMPILER_SYNTAX_AST_H
