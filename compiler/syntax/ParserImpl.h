//===- ParserImpl.h - the state of a parse --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// One function per rule of the grammar. A function that fails has reported why
// and returns null, false or nothing; its callers give up until the statement
// or declaration, which goes on at the next line start (synchronize).
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_SYNTAX_PARSERIMPL_H
#define PLEXUS_COMPILER_SYNTAX_PARSERIMPL_H

#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/AST.h"
#include "compiler/syntax/Lexer.h"

namespace plexus::frontend {

class Parser {
public:
  Parser(llvm::StringRef source, DiagnosticEngine &engine)
      : lexer(source), engine(engine), previousEnd(source.begin()) {
    token = lexer.next();
  }

  std::vector<ast::DeclPtr> parseDecls();

private:
  /// What a failing function returns, whatever its type.
  struct Failed {
    operator bool() const { return false; }
    operator ast::ExprPtr() const { return nullptr; }
    operator ast::StmtPtr() const { return nullptr; }
    operator ast::DeclPtr() const { return nullptr; }
  };
  using Opening = Token;
  static constexpr llvm::StringRef declWords[] = {"import",  "const", "block",
                                                  "network", "data",  "train",
                                                  "weights", "build"};

  // Declarations (Parser.cpp).
  ast::DeclPtr parseDecl();
  ast::DeclPtr parseImport();
  ast::DeclPtr parseConst();
  ast::DeclPtr parseBlock();
  ast::DeclPtr parseNetwork();
  ast::DeclPtr parseRecordDecl(ast::RecordKind kind);
  bool parseRecord(ast::Record &record);
  bool parseEntry(ast::Entry &entry);

  // Statements (ParseStmt.cpp).
  bool parseBody(ast::Body &body);
  ast::StmtPtr parseStmt();
  ast::StmtPtr parsePort(ast::StmtKind kind);
  ast::StmtPtr parseLayer();
  ast::StmtPtr parseLet();
  ast::StmtPtr parseOutput();
  ast::StmtPtr parseScore(ast::StmtKind kind);
  ast::StmtPtr parseDefault();
  ast::StmtPtr parseReturn();
  Failed failStmt();
  void checkReturns(const ast::Body &body, const ast::Name *block);

  // Types and parameters (ParseStmt.cpp).
  bool parseParams(std::vector<ast::Param> &params);
  bool parseType(ast::Type &type);

  // Expressions (ParseExpr.cpp).
  ast::ExprPtr parseExpr();
  bool parseStage(ast::Stage &stage, unsigned &depth);
  ast::ExprPtr parseComparison();
  ast::ExprPtr parseSum();
  ast::ExprPtr parseProduct();
  ast::ExprPtr parseUnary();
  ast::ExprPtr parsePostfix();
  ast::ExprPtr parseSlice();
  bool parseArgs(std::vector<ast::Arg> &args, unsigned &depth);
  ast::ExprPtr makeBinary(ast::BinaryOp op, const Token &opToken,
                          ast::ExprPtr lhs, ast::ExprPtr rhs);
  ast::ExprPtr finish(ast::ExprPtr expr, llvm::SMLoc begin, unsigned depth);

  // Primaries (ParsePrimary.cpp).
  ast::ExprPtr parsePrimary();
  ast::ExprPtr parseNumber();
  ast::ExprPtr parseString();
  ast::ExprPtr parseList();
  ast::ExprPtr parseParenthesized();
  bool parseStringValue(std::string &value);

  // Tokens (ParserTokens.cpp).
  void consume();
  Token peek() const { return Lexer(lexer).next(); }
  /// True if the token before ended a line that cannot go on.
  bool atLineEnd() const { return token.newlines != 0 && openBrackets == 0; }
  /// True if the token is of this kind and continues the line.
  bool at(TokenKind kind) const { return token.is(kind) && !atLineEnd(); }
  bool consumeIf(TokenKind kind);
  bool expect(TokenKind kind, llvm::StringRef what);
  bool expectName(ast::Name &name, llvm::StringRef what);
  bool expectCapital(ast::Name &name, llvm::StringRef what);
  /// `( element, element )` and the like, with `parse` for each element.
  bool parseBracketed(TokenKind close, llvm::StringRef what,
                      llvm::function_ref<bool()> parse);
  bool open(Opening &opening);
  bool failUnclosed(const Opening &opening, llvm::StringRef close);
  ast::Name takeName();
  llvm::SMRange from(llvm::SMLoc begin) const;

  // Recovery (ParserTokens.cpp).
  bool startsDecl() const;
  bool startsStmt() const;
  void synchronize();
  bool finishItem(llvm::StringRef what);
  void stop();
  std::string got() const;
  llvm::SMRange gotRange() const;
  template <typename... Args>
  Failed fail(llvm::SMRange range, diag::Id id, const Args &...args) {
    if (!stopped)
      engine.report(range, id, args...);
    return {};
  }
  /// Fails at the present token, which is not what was expected.
  Failed failHere(diag::Id id);
  Failed failExpected(llvm::StringRef what);
  bool failBadToken();
  Failed failDecl();

  Lexer lexer;
  DiagnosticEngine &engine;
  Token token;
  const char *previousEnd;
  unsigned openBrackets = 0; // ( and [, in which a newline means nothing
  unsigned nesting = 0;      // all brackets
  bool stopped = false;      // nothing more is read or reported
};

/// The text of `##` lines without their marks.
std::string docText(llvm::StringRef lines);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_SYNTAX_PARSERIMPL_H
