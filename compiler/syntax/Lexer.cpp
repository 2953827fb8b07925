//===- Lexer.cpp - from text to tokens ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/Lexer.h"

#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/AST.h"
#include "llvm/ADT/StringExtras.h"

using namespace plexus;
using namespace plexus::frontend;
using llvm::isDigit;
using llvm::StringRef;

static bool startsName(char c) { return llvm::isAlpha(c) || c == '_'; }
static bool continuesName(char c) { return llvm::isAlnum(c) || c == '_'; }

bool frontend::continuesLine(TokenKind kind) {
  switch (kind) {
  case TokenKind::Colon:
  case TokenKind::DotDot:
  case TokenKind::Pipe:
  case TokenKind::Assign:
  case TokenKind::Plus:
  case TokenKind::Minus:
  case TokenKind::Star:
  case TokenKind::Slash:
  case TokenKind::At:
  case TokenKind::Lt:
  case TokenKind::Gt:
  case TokenKind::Le:
  case TokenKind::Ge:
  case TokenKind::EqEq:
  case TokenKind::NotEq:
    return true;
  case TokenKind::End:
  case TokenKind::Name:
  case TokenKind::Number:
  case TokenKind::String:
  case TokenKind::Comment:
  case TokenKind::LParen:
  case TokenKind::RParen:
  case TokenKind::LBracket:
  case TokenKind::RBracket:
  case TokenKind::LBrace:
  case TokenKind::RBrace:
  case TokenKind::Comma:
  case TokenKind::Dot:
  case TokenKind::Arrow:
  case TokenKind::Percent:
  case TokenKind::BadCharacter:
  case TokenKind::BadString:
  case TokenKind::BadNumber:
  case TokenKind::LongName:
    return false;
  }
  llvm_unreachable("a token of no kind");
}

Lexer::Lexer(StringRef source, Comments comments)
    : at(source.begin()), end(source.end()), comments(comments) {
  if (source.starts_with("\xEF\xBB\xBF")) // a byte order mark says nothing
    at += 3;
}

Token Lexer::finish(Token token, TokenKind kind, const char *tokenEnd) {
  token.kind = kind;
  token.text = StringRef(at, size_t(tokenEnd - at));
  at = tokenEnd;
  return token;
}

/// Skips to the next token and notes line ends and documentation on the way.
/// True if it stopped at a comment that is to be kept.
bool Lexer::skipSpace(Token &token) {
  const char *docBegin = nullptr;
  token.newlines = isFirst;
  isFirst = false;
  while (at != end) {
    if (*at == '\n') {
      ++token.newlines;
      ++at;
    } else if (*at == ' ' || *at == '\t' || *at == '\r') {
      ++at;
    } else if (*at != '#') {
      break;
    } else if (comments == Comments::Keep) {
      return true;
    } else {
      const char *lineEnd = std::find(at, end, '\n');
      StringRef comment(at, size_t(lineEnd - at));
      bool isDoc = comment.starts_with("##") && !comment.starts_with("###");
      if (isDoc && token.newlines != 0) {
        if (!docBegin)
          docBegin = at;
        token.doc = StringRef(docBegin, size_t(lineEnd - docBegin));
      }
      at = lineEnd;
    }
  }
  return false;
}

Token Lexer::next() {
  Token token;
  if (skipSpace(token)) {
    const char *lineEnd = std::find(at, end, '\n');
    token = finish(token, TokenKind::Comment, lineEnd);
    token.text = token.text.rtrim();
    return token;
  }
  if (at == end)
    return finish(token, TokenKind::End, end);
  if (startsName(*at))
    return lexName(token);
  if (isDigit(*at))
    return lexNumber(token);
  if (*at == '"')
    return lexString(token);
  return lexPunctuation(token);
}

Token Lexer::lexName(Token token) {
  const char *nameEnd = std::find_if_not(at, end, continuesName);
  bool isLong = nameEnd - at > ast::maxNameLength;
  return finish(token, isLong ? TokenKind::LongName : TokenKind::Name, nameEnd);
}

/// digits [ "." digits ] [ ("e" | "E") [ "+" | "-" ] digits ]. In `0..8` the
/// points are an operator; in `2epochs` the `e` is not an exponent.
Token Lexer::lexNumber(Token token) {
  auto isDigitChar = [](char c) { return isDigit(c); };
  const char *p = std::find_if_not(at, end, isDigitChar);
  auto charAt = [&](const char *q) { return q < end ? *q : '\0'; };
  if (charAt(p) == '.' && charAt(p + 1) != '.') {
    if (!isDigit(charAt(p + 1)))
      return finish(token, TokenKind::BadNumber, p + 1);
    p = std::find_if_not(p + 1, end, isDigitChar);
  }
  if (charAt(p) == 'e' || charAt(p) == 'E') {
    bool hasSign = charAt(p + 1) == '+' || charAt(p + 1) == '-';
    const char *exponent = p + (hasSign ? 2 : 1);
    if (isDigit(charAt(exponent)))
      p = std::find_if_not(exponent, end, isDigitChar);
    else if (hasSign)
      return finish(token, TokenKind::BadNumber, exponent);
  }
  return finish(token, TokenKind::Number, p);
}

Token Lexer::lexString(Token token) {
  const char *p = at + 1;
  while (p != end && *p != '"' && *p != '\n')
    p += *p == '\\' && p + 1 != end && p[1] != '\n' ? 2 : 1;
  if (p == end || *p == '\n')
    return finish(token, TokenKind::BadString, p);
  return finish(token, TokenKind::String, p + 1);
}

static TokenKind twoCharacterKind(char first, char second) {
  switch (first) {
  case '|':
    return second == '>' ? TokenKind::Pipe : TokenKind::BadCharacter;
  case '-':
    return second == '>' ? TokenKind::Arrow : TokenKind::BadCharacter;
  case '.':
    return second == '.' ? TokenKind::DotDot : TokenKind::BadCharacter;
  case '<':
    return second == '=' ? TokenKind::Le : TokenKind::BadCharacter;
  case '>':
    return second == '=' ? TokenKind::Ge : TokenKind::BadCharacter;
  case '=':
    return second == '=' ? TokenKind::EqEq : TokenKind::BadCharacter;
  case '!':
    return second == '=' ? TokenKind::NotEq : TokenKind::BadCharacter;
  default:
    return TokenKind::BadCharacter;
  }
}

static TokenKind oneCharacterKind(char c) {
  switch (c) {
  case '(':
    return TokenKind::LParen;
  case ')':
    return TokenKind::RParen;
  case '[':
    return TokenKind::LBracket;
  case ']':
    return TokenKind::RBracket;
  case '{':
    return TokenKind::LBrace;
  case '}':
    return TokenKind::RBrace;
  case ',':
    return TokenKind::Comma;
  case ':':
    return TokenKind::Colon;
  case '.':
    return TokenKind::Dot;
  case '=':
    return TokenKind::Assign;
  case '+':
    return TokenKind::Plus;
  case '-':
    return TokenKind::Minus;
  case '*':
    return TokenKind::Star;
  case '/':
    return TokenKind::Slash;
  case '@':
    return TokenKind::At;
  case '%':
    return TokenKind::Percent;
  case '<':
    return TokenKind::Lt;
  case '>':
    return TokenKind::Gt;
  default:
    return TokenKind::BadCharacter;
  }
}

Token Lexer::lexPunctuation(Token token) {
  if (*at == '/' && peek(1) == '/')
    return finish(token, TokenKind::BadCharacter, at + 2);
  TokenKind two = twoCharacterKind(*at, peek(1));
  if (two != TokenKind::BadCharacter)
    return finish(token, two, at + 2);
  TokenKind one = oneCharacterKind(*at);
  if (one != TokenKind::BadCharacter)
    return finish(token, one, at + 1);
  // A character outside ASCII is shown as a whole.
  const char *p = at + 1;
  while (p != end && (*p & 0xC0) == 0x80)
    ++p;
  return finish(token, TokenKind::BadCharacter, p);
}

void frontend::reportBadToken(const Token &token, DiagnosticEngine &engine) {
  switch (token.kind) {
  case TokenKind::BadCharacter:
    if (token.text == "//")
      engine.report(token.range(), diag::Id::lex_slash_comment);
    else
      engine.report(token.range(), diag::Id::lex_bad_character, token.text);
    return;
  case TokenKind::BadString:
    engine.report(token.begin(), diag::Id::lex_unclosed_string);
    return;
  case TokenKind::BadNumber:
    engine.report(token.range(), diag::Id::lex_number_digit_expected,
                  diag::shown(token.text, 40));
    return;
  case TokenKind::LongName:
    engine.report(token.begin(), diag::Id::lex_name_too_long,
                  diag::shown(token.text, 40), ast::maxNameLength);
    return;
  default: // asserts, so that the list of good tokens need not stand here
    llvm_unreachable("this token is as it should be");
  }
}
