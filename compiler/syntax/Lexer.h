//===- Lexer.h - from text to tokens --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_SYNTAX_LEXER_H
#define PLEXUS_COMPILER_SYNTAX_LEXER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/SMLoc.h"

namespace plexus {
class DiagnosticEngine;

namespace frontend {

enum class TokenKind {
  End,
  Name,
  Number, // digits without a unit
  String, // with its quotes, escapes unresolved
  Comment,
  LParen,
  RParen,
  LBracket,
  RBracket,
  LBrace,
  RBrace,
  Comma,
  Colon,
  Dot,
  DotDot,
  Arrow,
  Pipe,
  Assign,
  Plus,
  Minus,
  Star,
  Slash,
  At,
  Percent,
  Lt,
  Gt,
  Le,
  Ge,
  EqEq,
  NotEq,
  // What is wrong is said by reportBadToken, once somebody wants the token.
  BadCharacter,
  BadString,
  BadNumber,
  LongName,
};

struct Token {
  TokenKind kind = TokenKind::End;
  llvm::StringRef text;
  /// Line ends between the token before and this one. The first token of a
  /// file counts as being on a new line.
  unsigned newlines = 0;
  /// The `##` lines since the token before, with what is between them.
  llvm::StringRef doc;

  bool is(TokenKind other) const { return kind == other; }
  bool isName(llvm::StringRef name) const {
    return kind == TokenKind::Name && text == name;
  }
  llvm::SMLoc begin() const {
    return llvm::SMLoc::getFromPointer(text.begin());
  }
  llvm::SMRange range() const {
    return {begin(), llvm::SMLoc::getFromPointer(text.end())};
  }
};

/// True for the operators after which a newline does not end a statement.
bool continuesLine(TokenKind kind);

/// Reads tokens one by one. Copying a lexer is cheap; it is how to look ahead.
class Lexer {
public:
  enum class Comments { Skip, Keep };

  explicit Lexer(llvm::StringRef source, Comments comments = Comments::Skip);

  /// The next token; End again and again after the last.
  Token next();
  /// Makes the next token End.
  void moveToEnd() { at = end; }

private:
  bool skipSpace(Token &token);
  Token lexName(Token token);
  Token lexNumber(Token token);
  Token lexString(Token token);
  Token lexPunctuation(Token token);
  Token finish(Token token, TokenKind kind, const char *tokenEnd);
  char peek(size_t offset) const {
    return size_t(end - at) > offset ? at[offset] : '\0';
  }

  const char *at, *end;
  Comments comments;
  bool isFirst = true;
};

/// Says what is wrong with a token of one of the last four kinds.
void reportBadToken(const Token &token, DiagnosticEngine &engine);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_SYNTAX_LEXER_H
