//===- ParseExpr.cpp - operators, pipes, calls and indices ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/ParserImpl.h"
#include "llvm/ADT/StringMap.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

/// Gives a node its range and its depth, and refuses it if it is too deep for
/// recursion over the tree.
ExprPtr Parser::finish(ExprPtr expr, SMLoc begin, unsigned depth) {
  expr->range = from(begin);
  expr->depth = depth + 1;
  if (expr->depth > maxTreeDepth)
    return fail(SMRange(begin, begin), Id::parse_expr_depth, maxChain);
  return expr;
}

//===----------------------------------------------------------------------===//
// Pipes and operators
//===----------------------------------------------------------------------===//

ExprPtr Parser::parseExpr() {
  SMLoc begin = token.begin();
  ExprPtr input = parseComparison();
  // The one operator that may begin a line.
  if (!input || !token.is(TokenKind::Pipe))
    return input;
  auto pipe = std::make_unique<PipeExpr>();
  unsigned depth = input->depth;
  pipe->input = std::move(input);
  while (token.is(TokenKind::Pipe)) {
    Stage &stage = pipe->stages.emplace_back();
    stage.opRange = token.range();
    consume();
    if (!parseStage(stage, depth))
      return {};
    if (token.isName("as") && !atLineEnd()) {
      consume();
      if (!expectName(stage.as, "a name after `as`"))
        return {};
      stage.range = from(stage.range.Start);
    }
  }
  return finish(std::move(pipe), begin, depth);
}

/// A dotted name with or without arguments; it may begin a line.
bool Parser::parseStage(Stage &stage, unsigned &depth) {
  if (!token.is(TokenKind::Name) || startsStmt() || startsDecl())
    return failExpected("a layer or a function");
  SMLoc begin = token.begin();
  stage.path.push_back(takeName());
  while (consumeIf(TokenKind::Dot))
    if (!expectName(stage.path.emplace_back(), "a name after `.`"))
      return false;
  if (at(TokenKind::LParen)) {
    stage.hasArgs = true;
    if (!parseArgs(stage.args, depth))
      return false;
  }
  stage.range = from(begin);
  return true;
}

static std::optional<BinaryOp> comparison(TokenKind kind) {
  if (kind == TokenKind::Lt)
    return BinaryOp::Lt;
  if (kind == TokenKind::Gt)
    return BinaryOp::Gt;
  if (kind == TokenKind::Le)
    return BinaryOp::Le;
  if (kind == TokenKind::Ge)
    return BinaryOp::Ge;
  if (kind == TokenKind::EqEq)
    return BinaryOp::Eq;
  if (kind == TokenKind::NotEq)
    return BinaryOp::Ne;
  return std::nullopt;
}

static std::optional<BinaryOp> additive(TokenKind kind) {
  if (kind == TokenKind::Plus)
    return BinaryOp::Add;
  if (kind == TokenKind::Minus)
    return BinaryOp::Sub;
  return std::nullopt;
}

static std::optional<BinaryOp> multiplicative(TokenKind kind) {
  if (kind == TokenKind::Star)
    return BinaryOp::Mul;
  if (kind == TokenKind::Slash)
    return BinaryOp::Div;
  if (kind == TokenKind::At)
    return BinaryOp::MatMul;
  return std::nullopt;
}

ExprPtr Parser::makeBinary(BinaryOp op, const Token &opToken, ExprPtr lhs,
                           ExprPtr rhs) {
  auto expr = std::make_unique<BinaryExpr>();
  SMLoc begin = lhs->range.Start;
  unsigned depth = std::max(lhs->depth, rhs->depth);
  expr->op = op;
  expr->opRange = opToken.range();
  expr->lhs = std::move(lhs);
  expr->rhs = std::move(rhs);
  return finish(std::move(expr), begin, depth);
}

ExprPtr Parser::parseComparison() {
  ExprPtr lhs = parseSum();
  std::optional<BinaryOp> op = comparison(token.kind);
  if (!lhs || !op || atLineEnd())
    return lhs;
  Token opToken = token;
  consume();
  ExprPtr rhs = parseSum();
  if (!rhs)
    return {};
  if (comparison(token.kind) && !atLineEnd())
    return fail(token.range(), Id::parse_chained_comparison);
  return makeBinary(*op, opToken, std::move(lhs), std::move(rhs));
}

ExprPtr Parser::parseSum() {
  ExprPtr lhs = parseProduct();
  while (lhs && additive(token.kind) && !atLineEnd()) {
    Token opToken = token;
    consume();
    ExprPtr rhs = parseProduct();
    if (!rhs)
      return {};
    lhs = makeBinary(*additive(opToken.kind), opToken, std::move(lhs),
                     std::move(rhs));
  }
  return lhs;
}

ExprPtr Parser::parseProduct() {
  ExprPtr lhs = parseUnary();
  while (lhs && multiplicative(token.kind) && !atLineEnd()) {
    Token opToken = token;
    consume();
    ExprPtr rhs = parseUnary();
    if (!rhs)
      return {};
    lhs = makeBinary(*multiplicative(opToken.kind), opToken, std::move(lhs),
                     std::move(rhs));
  }
  return lhs;
}

ExprPtr Parser::parseUnary() {
  if (!token.is(TokenKind::Minus))
    return parsePostfix();
  auto expr = std::make_unique<UnaryExpr>();
  SMLoc begin = token.begin();
  consume();
  if (token.is(TokenKind::Minus))
    return fail(token.range(), Id::parse_double_minus);
  if (!(expr->operand = parsePostfix()))
    return {};
  unsigned depth = expr->operand->depth;
  return finish(std::move(expr), begin, depth);
}

//===----------------------------------------------------------------------===//
// Calls, indices and members
//===----------------------------------------------------------------------===//

ExprPtr Parser::parsePostfix() {
  SMLoc begin = token.begin();
  ExprPtr base = parsePrimary();
  while (base) {
    unsigned depth = base->depth;
    if (at(TokenKind::LParen)) {
      auto call = std::make_unique<CallExpr>();
      SMLoc argsBegin = token.begin();
      call->callee = std::move(base);
      if (!parseArgs(call->args, depth))
        return {};
      call->argsRange = from(argsBegin);
      base = finish(std::move(call), begin, depth);
    } else if (at(TokenKind::LBracket)) {
      auto index = std::make_unique<IndexExpr>();
      index->base = std::move(base);
      Token bracket = token;
      bool parsed = parseBracketed(TokenKind::RBracket, "an index", [&] {
        ExprPtr slice = parseSlice();
        if (!slice)
          return false;
        if (token.is(TokenKind::Colon))
          return bool(fail(token.range(), Id::parse_colon_range));
        depth = std::max(depth, slice->depth);
        index->indices.push_back(std::move(slice));
        return true;
      });
      if (!parsed)
        return {};
      if (index->indices.empty())
        return fail(from(bracket.begin()), Id::parse_expected, "an index",
                    "`[]`");
      base = finish(std::move(index), begin, depth);
    } else if (at(TokenKind::Dot)) {
      auto member = std::make_unique<MemberExpr>();
      member->base = std::move(base);
      consume();
      if (!expectName(member->member, "a name after `.`"))
        return {};
      base = finish(std::move(member), begin, depth);
    } else {
      return base;
    }
  }
  return base;
}

/// `depth` becomes the largest of itself and the depths of the arguments.
bool Parser::parseArgs(std::vector<Arg> &args, unsigned &depth) {
  llvm::StringMap<SMRange> named;
  return parseBracketed(TokenKind::RParen, "an argument", [&] {
    Arg arg;
    SMLoc begin = token.begin();
    bool isEquals = peek().is(TokenKind::Assign);
    if (token.is(TokenKind::Name) &&
        (isEquals || peek().is(TokenKind::Colon))) {
      arg.name = takeName();
      if (isEquals)
        fail(token.range(), Id::parse_equals_argument, arg.name.text);
      consume();
      auto [first, isNew] = named.try_emplace(arg.name.text, arg.name.range);
      if (!isNew && !stopped)
        engine
            .report(arg.name.range, Id::parse_duplicate_argument, arg.name.text)
            .note(first->second, Id::parse_previous_here, arg.name.text);
    }
    if (!(arg.value = parseSlice()))
      return false;
    arg.range = from(begin);
    if (!arg.name && !args.empty() && args.back().name)
      fail(arg.range, Id::parse_positional_after_named);
    depth = std::max(depth, arg.value->depth);
    args.push_back(std::move(arg));
    return true;
  });
}

ExprPtr Parser::parseSlice() {
  SMLoc begin = token.begin();
  if (token.is(TokenKind::Colon)) {
    consume();
    return finish(std::make_unique<FullSliceExpr>(), begin, 0);
  }
  ExprPtr first = parseExpr();
  if (!first || !token.is(TokenKind::DotDot))
    return first;
  auto range = std::make_unique<RangeExpr>();
  consume();
  range->begin = std::move(first);
  if (!(range->end = parseExpr()))
    return {};
  unsigned depth = std::max(range->begin->depth, range->end->depth);
  return finish(std::move(range), begin, depth);
}
