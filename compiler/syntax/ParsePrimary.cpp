//===- ParsePrimary.cpp - names, numbers, strings, lists and ( ) ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/ParserImpl.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Error.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

ExprPtr Parser::parsePrimary() {
  if (token.is(TokenKind::Number))
    return parseNumber();
  if (token.is(TokenKind::String))
    return parseString();
  if (token.is(TokenKind::LParen))
    return parseParenthesized();
  if (token.is(TokenKind::LBracket))
    return parseList();
  if (token.is(TokenKind::Name) && !startsStmt() && !startsDecl()) {
    auto expr = std::make_unique<NameExpr>();
    SMLoc begin = token.begin();
    expr->name = token.text;
    consume();
    return finish(std::move(expr), begin, 0);
  }
  if (token.is(TokenKind::Dot) && !atLineEnd()) {
    Token digits = peek();
    if (digits.is(TokenKind::Number) &&
        digits.text.begin() == token.text.end()) {
      SMRange range(token.begin(), digits.range().End);
      return fail(range, Id::lex_number_leading_dot, textOf(range));
    }
  }
  return failHere(Id::parse_expected_expr);
}

static std::optional<Unit> unitOf(StringRef word) {
  for (Unit unit :
       {Unit::KiB, Unit::MiB, Unit::Ms, Unit::S, Unit::Epochs, Unit::Steps})
    if (spelling(unit) == word)
      return unit;
  return std::nullopt;
}

ExprPtr Parser::parseNumber() {
  constexpr size_t longestNumber = 100;
  auto expr = std::make_unique<NumberExpr>();
  SMRange range = token.range();
  expr->spelling = token.text;
  if (token.text.size() > longestNumber)
    return fail(SMRange(range.Start, range.Start), Id::lex_number_too_long,
                token.text.size(), longestNumber);
  // APFloat rounds to nearest and knows no locale.
  llvm::APFloat value(llvm::APFloat::IEEEdouble());
  llvm::Expected<llvm::APFloat::opStatus> status =
      value.convertFromString(token.text, llvm::APFloat::rmNearestTiesToEven);
  if (!status || !value.isFinite()) {
    llvm::consumeError(status.takeError());
    return fail(range, Id::lex_number_too_large, token.text);
  }
  if (value.isZero() && (*status & llvm::APFloat::opUnderflow))
    return fail(range, Id::lex_number_too_small, token.text);
  expr->value = value.convertToDouble();
  int64_t integer;
  if (!token.text.getAsInteger(10, integer))
    expr->integer = integer;
  consume();

  if (consumeIf(TokenKind::Percent)) {
    expr->unit = Unit::Percent;
  } else if (at(TokenKind::Name) && token.newlines == 0) {
    static const StringRef words[] = {"KiB", "MiB",    "ms",
                                      "s",   "epochs", "steps"};
    std::optional<Unit> unit = unitOf(token.text);
    if (!unit)
      return fail(token.range(), Id::parse_unknown_unit, token.text,
                  diag::guess(token.text, words));
    expr->unit = *unit;
    consume();
  }
  return finish(std::move(expr), range.Start, 0);
}

ExprPtr Parser::parseString() {
  auto expr = std::make_unique<StringExpr>();
  SMLoc begin = token.begin();
  if (!parseStringValue(expr->value))
    return {};
  return finish(std::move(expr), begin, 0);
}

bool Parser::parseStringValue(std::string &value) {
  StringRef text = token.text.drop_front().drop_back();
  while (!text.empty()) {
    char c = text.front();
    if (c != '\\') {
      value += c;
      text = text.drop_front();
      continue;
    }
    StringRef known = "\"\\nt", meant = "\"\\\n\t";
    size_t which = known.find(text[1]);
    if (which == StringRef::npos) {
      SMLoc begin = SMLoc::getFromPointer(text.begin());
      SMLoc end = SMLoc::getFromPointer(text.begin() + 2);
      return fail(SMRange(begin, end), Id::lex_bad_escape, text.take_front(2));
    }
    value += meant[which];
    text = text.drop_front(2);
  }
  consume();
  return true;
}

ExprPtr Parser::parseList() {
  auto list = std::make_unique<ListExpr>();
  SMLoc begin = token.begin();
  unsigned depth = 0;
  bool parsed = parseBracketed(TokenKind::RBracket, "an element", [&] {
    ExprPtr element = parseExpr();
    if (!element)
      return false;
    if (token.is(TokenKind::DotDot))
      return bool(fail(token.range(), Id::parse_range_outside));
    depth = std::max(depth, element->depth);
    list->elements.push_back(std::move(element));
    return true;
  });
  if (!parsed)
    return {};
  return finish(std::move(list), begin, depth);
}

ExprPtr Parser::parseParenthesized() {
  Opening opening;
  if (!open(opening))
    return {};
  ExprPtr expr = parseExpr();
  if (!expr)
    return {};
  if (token.is(TokenKind::DotDot))
    return fail(token.range(), Id::parse_range_outside);
  if (!token.is(TokenKind::RParen)) {
    failUnclosed(opening, ")");
    return {};
  }
  --nesting;
  consume();
  expr->range = from(opening.begin());
  return expr;
}
