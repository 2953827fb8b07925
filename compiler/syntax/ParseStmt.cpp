//===- ParseStmt.cpp - statements, types and parameters -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/ParserImpl.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

static const StmtKind stmtKinds[] = {
    StmtKind::Input,  StmtKind::Target,  StmtKind::Layer,
    StmtKind::Let,    StmtKind::Output,  StmtKind::Loss,
    StmtKind::Metric, StmtKind::Default, StmtKind::Return};

bool Parser::parseBody(Body &body) {
  if (!at(TokenKind::LBrace))
    return failExpected("`{`");
  Opening opening;
  if (!open(opening))
    return false;
  unsigned outerNesting = nesting;
  while (!token.is(TokenKind::RBrace)) {
    if (token.is(TokenKind::End) || startsDecl())
      return failUnclosed(opening, "}");
    std::string doc = docText(token.doc);
    Token keyword = token;
    nesting = outerNesting;
    StmtPtr stmt = parseStmt();
    if (!stmt) {
      synchronize();
      continue;
    }
    stmt->doc = std::move(doc);
    stmt->keyword = keyword.range();
    stmt->range = from(keyword.begin());
    body.stmts.push_back(std::move(stmt));
    finishItem("statement");
  }
  --nesting;
  consume();
  body.range = from(opening.begin());
  return true;
}

StmtPtr Parser::parseStmt() {
  for (StmtKind kind : stmtKinds) {
    if (!token.isName(spelling(kind)))
      continue;
    consume();
    switch (kind) {
    case StmtKind::Input:
    case StmtKind::Target:
      return parsePort(kind);
    case StmtKind::Layer:
      return parseLayer();
    case StmtKind::Let:
      return parseLet();
    case StmtKind::Output:
      return parseOutput();
    case StmtKind::Loss:
    case StmtKind::Metric:
      return parseScore(kind);
    case StmtKind::Default:
      return parseDefault();
    case StmtKind::Return:
      return parseReturn();
    }
  }
  return failStmt();
}

/// Says what is wrong with the beginning of a statement, and steps over it.
Parser::Failed Parser::failStmt() {
  Token bad = token;
  bool assigns = token.is(TokenKind::Name) && peek().is(TokenKind::Assign);
  StringRef words[std::size(stmtKinds)];
  for (size_t i = 0; i != std::size(stmtKinds); ++i)
    words[i] = spelling(stmtKinds[i]);
  if (stopped)
    return {};
  if (bad.kind >= TokenKind::BadCharacter)
    reportBadToken(bad, engine);
  else if (continuesLine(bad.kind) && !bad.is(TokenKind::Colon))
    fail(bad.range(), Id::parse_operator_starts_line, bad.text);
  else if (assigns)
    engine.report(bad.range(), Id::parse_missing_let, bad.text)
        .fixIt(SMRange(bad.begin(), bad.begin()), "let ");
  else
    fail(bad.range(), Id::parse_unknown_stmt, diag::shown(bad.text, 60),
         diag::guess(bad.text, words));
  consume();
  return {};
}

StmtPtr Parser::parsePort(StmtKind kind) {
  auto stmt = std::make_unique<PortStmt>(kind);
  if (!expectName(stmt->name, "the " + spelling(kind).str() + "'s name") ||
      !expect(TokenKind::Colon, "`:` and a type") || !parseType(stmt->type))
    return {};
  return stmt;
}

StmtPtr Parser::parseLayer() {
  auto stmt = std::make_unique<LayerStmt>();
  unsigned depth = 0;
  if (!expectName(stmt->name, "the layer's name") ||
      !expect(TokenKind::Assign, "`=`") || !parseStage(stmt->stage, depth))
    return {};
  return stmt;
}

StmtPtr Parser::parseLet() {
  auto stmt = std::make_unique<LetStmt>();
  if (at(TokenKind::LParen)) {
    Token paren = token;
    stmt->isTuple = true;
    bool parsed = parseBracketed(TokenKind::RParen, "a name", [&] {
      return expectName(stmt->names.emplace_back(), "a name");
    });
    if (!parsed)
      return {};
    if (stmt->names.empty())
      return fail(from(paren.begin()), Id::parse_expected, "a name", "`()`");
  } else if (!expectName(stmt->names.emplace_back(), "a name after `let`")) {
    return {};
  }
  if (consumeIf(TokenKind::Colon) && !parseType(stmt->type.emplace()))
    return {};
  if (!expect(TokenKind::Assign, "`=`") || !(stmt->value = parseExpr()))
    return {};
  return stmt;
}

StmtPtr Parser::parseOutput() {
  auto stmt = std::make_unique<OutputStmt>();
  if (!expectName(stmt->name, "the output's name") ||
      !expect(TokenKind::Assign, "`=`") || !(stmt->value = parseExpr()))
    return {};
  return stmt;
}

StmtPtr Parser::parseScore(StmtKind kind) {
  auto stmt = std::make_unique<ScoreStmt>(kind);
  if (at(TokenKind::Name) && peek().is(TokenKind::Assign)) {
    stmt->name = takeName();
    consume();
  }
  if (!(stmt->value = parseExpr()))
    return {};
  return stmt;
}

StmtPtr Parser::parseDefault() {
  auto stmt = std::make_unique<DefaultStmt>();
  if (!expectName(stmt->name, "the setting's name") ||
      !expect(TokenKind::Colon, "`:` and a value") ||
      !(stmt->value = parseExpr()))
    return {};
  return stmt;
}

StmtPtr Parser::parseReturn() {
  auto stmt = std::make_unique<ReturnStmt>();
  if (!(stmt->value = parseExpr()))
    return {};
  return stmt;
}

/// `return` ends every block, and stands nowhere else.
void Parser::checkReturns(const Body &body, const Name *block) {
  for (const StmtPtr &stmt : body.stmts) {
    if (!llvm::isa<ReturnStmt>(stmt.get()))
      continue;
    if (!block)
      fail(stmt->keyword, Id::parse_return_in_network);
    else if (stmt != body.stmts.back())
      fail(stmt->keyword, Id::parse_return_not_last);
    else
      return;
  }
  if (block)
    fail(block->range, Id::parse_no_return, block->text);
}

//===----------------------------------------------------------------------===//
// Types and parameters
//===----------------------------------------------------------------------===//

bool Parser::parseParams(std::vector<Param> &params) {
  return parseBracketed(TokenKind::RParen, "a parameter", [&] {
    Param &param = params.emplace_back();
    SMLoc begin = token.begin();
    if (!expectName(param.name, "a parameter's name") ||
        !expect(TokenKind::Colon, "`:` and a type") || !parseType(param.type))
      return false;
    if (consumeIf(TokenKind::Assign) && !(param.fallback = parseExpr()))
      return false;
    param.range = from(begin);
    return true;
  });
}

static std::optional<TypeKind> typeKind(StringRef word) {
  for (TypeKind kind : {TypeKind::F32, TypeKind::Index, TypeKind::Int,
                        TypeKind::Float, TypeKind::Bool, TypeKind::Init})
    if (spelling(kind) == word)
      return kind;
  return std::nullopt;
}

bool Parser::parseType(Type &type) {
  Token word = token;
  Name name;
  if (!expectName(name, "a type"))
    return false;
  std::optional<TypeKind> kind = typeKind(name.text);
  if (!kind) {
    static const StringRef otherPrecisions[] = {"f16",  "bf16",   "f64",
                                                "int8", "double", "half"};
    bool isPrecision = llvm::is_contained(otherPrecisions, name.text);
    return fail(name.range,
                isPrecision ? Id::parse_precision_type : Id::parse_unknown_type,
                name.text);
  }
  type.kind = *kind;
  if (type.kind == TypeKind::Index) {
    Opening opening;
    if (!at(TokenKind::LParen))
      return failExpected("`(` and the number of classes");
    if (!open(opening) || !(type.classes = parseExpr()))
      return false;
    if (!token.is(TokenKind::RParen))
      return failUnclosed(opening, ")");
    --nesting;
    consume();
  }
  if (at(TokenKind::LBracket)) {
    Token bracket = token;
    type.hasDims = true;
    bool parsed = parseBracketed(TokenKind::RBracket, "a dimension", [&] {
      return bool(type.dims.emplace_back(parseExpr()));
    });
    if (!parsed)
      return false;
    if (type.dims.empty())
      return fail(from(bracket.begin()), Id::parse_empty_shape);
  }
  type.range = from(word.begin());
  return true;
}
