//===- ParserTokens.cpp - reading tokens, and going on after a mistake ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/ParserImpl.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

void Parser::consume() {
  if (token.is(TokenKind::LParen) || token.is(TokenKind::LBracket))
    ++openBrackets;
  if (token.is(TokenKind::RParen) || token.is(TokenKind::RBracket))
    openBrackets -= openBrackets != 0;
  previousEnd = token.text.end();
  token = lexer.next();
}

bool Parser::consumeIf(TokenKind kind) {
  if (!at(kind))
    return false;
  consume();
  return true;
}

bool Parser::expect(TokenKind kind, StringRef what) {
  return consumeIf(kind) || failExpected(what);
}

Name Parser::takeName() {
  Name name{token.text, token.range()};
  consume();
  return name;
}

bool Parser::expectName(Name &name, StringRef what) {
  if (!at(TokenKind::Name))
    return failExpected(what);
  name = takeName();
  return true;
}

/// Reports a wrong first letter and goes on.
bool Parser::expectCapital(Name &name, StringRef what) {
  if (!expectName(name, "the name of the " + what.str()))
    return false;
  if (!name.isCapital())
    fail(name.range, Id::parse_capital_name, what, name.text);
  return true;
}

SMRange Parser::from(SMLoc begin) const {
  const char *end = std::max(begin.getPointer(), previousEnd);
  return {begin, SMLoc::getFromPointer(end)};
}

/// Consumes an opening bracket. One too many ends the parse, because more
/// messages would not help.
bool Parser::open(Opening &opening) {
  opening = token;
  if (nesting == maxNesting) {
    fail(token.range(), Id::parse_nesting, maxNesting);
    stop();
    return false;
  }
  ++nesting;
  consume();
  return true;
}

bool Parser::failUnclosed(const Opening &opening, StringRef close) {
  if (failBadToken() || stopped)
    return false;
  std::string word = token.is(TokenKind::End)
                         ? got()
                         : "`" + diag::shown(token.text, 60) + "`";
  engine.report(token.range(), Id::parse_unclosed, close, word)
      .note(opening.range(), Id::parse_opened_here, opening.text);
  return false;
}

bool Parser::parseBracketed(TokenKind close, StringRef what,
                            llvm::function_ref<bool()> parse) {
  StringRef mark = close == TokenKind::RParen ? ")" : "]";
  Opening opening;
  if (!open(opening))
    return false;
  while (!token.is(close)) {
    if (token.is(TokenKind::End) || token.is(TokenKind::RBrace))
      return failUnclosed(opening, mark);
    if (!parse())
      return false;
    if (token.is(close))
      break;
    if (token.is(TokenKind::End) || token.is(TokenKind::RBrace) ||
        startsStmt() || startsDecl())
      return failUnclosed(opening, mark);
    if (!expect(TokenKind::Comma, ("`,` or `" + mark + "`").str()))
      return false;
    if (token.is(close))
      return failExpected(what);
  }
  --nesting;
  consume();
  return true;
}

//===----------------------------------------------------------------------===//
// Errors and recovery
//===----------------------------------------------------------------------===//

void Parser::stop() {
  stopped = true;
  lexer.moveToEnd();
  token = lexer.next();
}

/// What came instead of what was expected, in words.
std::string Parser::got() const {
  if (token.is(TokenKind::End))
    return "the end of the file";
  if (atLineEnd())
    return "the end of the line";
  return "`" + diag::shown(token.text, 60) + "`";
}

/// Where that is: the end of the line rather than the next line's beginning.
SMRange Parser::gotRange() const {
  SMLoc end = SMLoc::getFromPointer(previousEnd);
  return atLineEnd() ? SMRange(end, end) : token.range();
}

/// True if the token is bad in itself; that has been reported then.
bool Parser::failBadToken() {
  if (token.kind < TokenKind::BadCharacter)
    return false;
  if (!stopped)
    reportBadToken(token, engine);
  return true;
}

Parser::Failed Parser::failHere(Id id) {
  if (atLineEnd() || !failBadToken())
    fail(gotRange(), id, got());
  return {};
}

Parser::Failed Parser::failExpected(StringRef what) {
  if (atLineEnd() || !failBadToken())
    fail(gotRange(), Id::parse_expected, what, got());
  return {};
}

/// Fails at a token that no declaration begins with; a `}` is left alone.
Parser::Failed Parser::failDecl() {
  if (!failBadToken())
    fail(token.range(), Id::parse_unknown_decl, diag::shown(token.text, 60),
         diag::guess(token.text, declWords));
  if (!token.is(TokenKind::RBrace))
    consume();
  return {};
}

/// True at the beginning of a line that can only be a declaration: these words
/// are free to be names elsewhere.
bool Parser::startsDecl() const {
  if (token.newlines == 0 || !token.is(TokenKind::Name) ||
      !llvm::is_contained(declWords, token.text))
    return false;
  Token after = peek();
  if (after.newlines != 0)
    return false;
  return after.is(TokenKind::Name) || after.is(TokenKind::LBrace) ||
         (after.is(TokenKind::String) && token.text == "import");
}

/// True at the beginning of a line that can only be a statement.
bool Parser::startsStmt() const {
  static const StringRef words[] = {"input",  "target",  "layer",
                                    "let",    "output",  "loss",
                                    "metric", "default", "return"};
  if (token.newlines == 0 || !token.is(TokenKind::Name) ||
      !llvm::is_contained(words, token.text))
    return false;
  Token after = peek();
  return after.newlines == 0 &&
         (after.is(TokenKind::Name) || after.is(TokenKind::Number) ||
          (after.is(TokenKind::LParen) && token.text == "let"));
}

/// Skips to the next line that starts a statement, an entry or a declaration,
/// or to the `}` that closes what we are in.
void Parser::synchronize() {
  if (engine.isFull())
    stop();
  unsigned openBraces = 0;
  while (!token.is(TokenKind::End)) {
    bool startsLine = token.newlines != 0 && !continuesLine(token.kind);
    bool isFresh = startsStmt() ? openBraces == 0 : startsDecl();
    if (startsLine && ((openBrackets == 0 && openBraces == 0) || isFresh))
      break;
    if (token.is(TokenKind::RBrace) && openBraces-- == 0)
      break;
    openBraces += token.is(TokenKind::LBrace);
    consume();
  }
  openBrackets = 0;
}

/// Goes to the end of a statement, an entry or a declaration.
bool Parser::finishItem(StringRef what) {
  if (token.is(TokenKind::End) || token.is(TokenKind::RBrace) ||
      token.newlines != 0)
    return true;
  if (token.is(TokenKind::Comma) && what != "declaration") {
    consume();
    return true;
  }
  if (!failBadToken())
    fail(token.range(), Id::parse_expected_end, what, got());
  synchronize();
  return false;
}
