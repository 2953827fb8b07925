//===- FormatLines.cpp - spaces, line breaks and indentation --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/FormatLines.h"

#include "compiler/syntax/AST.h"
#include "compiler/syntax/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/Unicode.h"

using namespace plexus;
using namespace plexus::frontend;
using llvm::StringRef;

static bool opens(TokenKind kind) {
  return kind == TokenKind::LParen || kind == TokenKind::LBracket ||
         kind == TokenKind::LBrace;
}

static bool closes(TokenKind kind) {
  return kind == TokenKind::RParen || kind == TokenKind::RBracket ||
         kind == TokenKind::RBrace;
}

unsigned frontend::columns(StringRef text) {
  if (llvm::all_of(text, llvm::isPrint))
    return unsigned(text.size());
  int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width < 0 ? unsigned(text.size()) : unsigned(width);
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

FormatFile::FormatFile(StringRef source) {
  readTokens(source);
  findItems();
  normalizeLines();
  setSpaces();
  setIndents();
  breakLongPipes();
  setIndents();
}

void FormatFile::readTokens(StringRef source) {
  Lexer lexer(source, Lexer::Comments::Keep);
  std::vector<int> open = {nowhere};
  for (Token token = lexer.next(); !token.is(TokenKind::End);
       token = lexer.next()) {
    if (token.newlines != 0) {
      Line &line = lines.emplace_back();
      line.begin = line.end = tokens.size();
      line.blankBefore = token.newlines > 1 && lines.size() > 1;
    }
    if (token.is(TokenKind::Comment)) {
      lines.back().comment = token.text;
      continue;
    }
    FormatToken &added = tokens.emplace_back();
    static_cast<Token &>(added) = token;
    if (closes(token.kind) && open.size() > 1)
      open.pop_back();
    added.parent = open.back();
    if (opens(token.kind))
      open.push_back(int(tokens.size()) - 1);
    lines.back().end = tokens.size();
  }
}

bool FormatFile::isInBraces(size_t index) const {
  int parent = tokens[index].parent;
  return parent == nowhere || tokens[size_t(parent)].is(TokenKind::LBrace);
}

/// True if a line break follows the bracket: its contents are indented by two
/// instead of hanging below the first of them.
bool FormatFile::isBlockStyle(int opening) const {
  size_t next = size_t(opening) + 1;
  return next < tokens.size() && tokens[next].newlines != 0;
}

/// Finds where statements, entries and declarations begin, and which lines go
/// on with one.
void FormatFile::findItems() {
  for (size_t i = 0; i != tokens.size(); ++i) {
    FormatToken &token = tokens[i];
    if (closes(token.kind) || !isInBraces(i) || token.is(TokenKind::Pipe))
      continue;
    if (i == 0 || (int(i) - 1 == token.parent)) {
      token.startsItem = true;
      continue;
    }
    const FormatToken &before = tokens[i - 1];
    token.startsItem = before.is(TokenKind::Comma) ||
                       (token.newlines != 0 && !continuesLine(before.kind));
  }
  for (Line &line : lines)
    line.continues = !line.isComment() && !tokens[line.begin].startsItem &&
                     !closes(tokens[line.begin].kind) && isInBraces(line.begin);
}

//===----------------------------------------------------------------------===//
// Line breaks
//===----------------------------------------------------------------------===//

/// Drops blank lines at the ends of brackets and inside statements, and commas
/// that a line break makes superfluous.
void FormatFile::normalizeLines() {
  for (size_t i = 0; i != lines.size(); ++i) {
    Line &line = lines[i];
    bool isFirst = i == 0;
    bool isLast = !line.isComment() && closes(tokens[line.begin].kind);
    if (i != 0 && !lines[i - 1].isComment())
      isFirst = opens(tokens[lines[i - 1].end - 1].kind);
    if (isFirst || isLast || line.continues)
      line.blankBefore = false;
  }
  std::vector<bool> isDropped(tokens.size());
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const FormatToken &token = tokens[i], &next = tokens[i + 1];
    if (!token.is(TokenKind::Comma) || token.parent == nowhere ||
        !isInBraces(i))
      continue;
    bool endsLine = next.newlines != 0 && isBlockStyle(token.parent);
    isDropped[i] = endsLine || next.is(TokenKind::RBrace);
  }
  // Token numbers change: of lines, and of the brackets that tokens stand in.
  std::vector<size_t> renumbered(tokens.size() + 1);
  std::vector<FormatToken> kept;
  for (size_t i = 0; i != tokens.size(); ++i) {
    renumbered[i] = kept.size();
    if (!isDropped[i])
      kept.push_back(tokens[i]);
  }
  renumbered[tokens.size()] = kept.size();
  for (FormatToken &token : kept)
    if (token.parent != nowhere)
      token.parent = int(renumbered[size_t(token.parent)]);
  tokens = std::move(kept);
  for (Line &line : lines) {
    line.begin = renumbered[line.begin];
    line.end = renumbered[line.end];
  }
}

/// Breaks a line that is too wide before each `|>` of the item it belongs to.
/// The width is that without alignment, so that breaking is stable.
void FormatFile::breakLongPipes() {
  std::vector<Line> broken;
  for (const Line &line : lines) {
    broken.push_back(line);
    if (line.isComment() || widthUpTo(line, line.end) <= widestLine)
      continue;
    int parent = tokens[line.begin].parent;
    broken.back().comment = "";
    for (size_t i = line.begin + 1; i != line.end; ++i) {
      if (!tokens[i].is(TokenKind::Pipe) || tokens[i].parent != parent)
        continue;
      broken.back().end = i;
      Line &rest = broken.emplace_back();
      rest.begin = i;
      rest.end = line.end;
      rest.continues = isInBraces(i);
      tokens[i].space = 0;
      tokens[i].newlines = 1;
    }
    broken.back().comment = line.comment;
  }
  lines = std::move(broken);
}

//===----------------------------------------------------------------------===//
// Spaces
//===----------------------------------------------------------------------===//

bool FormatFile::isUnaryMinus(size_t index) const {
  if (!tokens[index].is(TokenKind::Minus))
    return false;
  if (index == 0)
    return true;
  const FormatToken &before = tokens[index - 1];
  bool isKeyword = before.startsItem; // `return -x`, `loss -x`
  bool endsValue =
      before.is(TokenKind::Name) || before.is(TokenKind::Number) ||
      before.is(TokenKind::String) || before.is(TokenKind::RParen) ||
      before.is(TokenKind::RBracket) || before.is(TokenKind::Percent);
  return isKeyword || !endsValue;
}

/// Spaces between two tokens of one line.
unsigned FormatFile::spaceBefore(size_t index) const {
  const FormatToken &token = tokens[index], &before = tokens[index - 1];
  switch (token.kind) {
  case TokenKind::Dot: // `27.x` is no number followed by `.x`
    return before.is(TokenKind::Number);
  case TokenKind::Comma:
  case TokenKind::DotDot:
  case TokenKind::Percent:
  case TokenKind::RParen:
  case TokenKind::RBracket:
    return 0;
  case TokenKind::RBrace:
    return !before.is(TokenKind::LBrace);
  case TokenKind::Colon: // of a key, or all of an axis
    return before.is(TokenKind::Comma);
  case TokenKind::LParen:
  case TokenKind::LBracket:
    if ((before.is(TokenKind::Name) && !before.startsItem) ||
        before.is(TokenKind::RParen) || before.is(TokenKind::RBracket))
      return 0;
    break;
  case TokenKind::Name:
    if (before.is(TokenKind::Number))
      return token.text != "KiB" && token.text != "MiB";
    break;
  default: // what stands before decides
    break;
  }
  if (before.is(TokenKind::LParen) || before.is(TokenKind::LBracket) ||
      before.is(TokenKind::Dot) || before.is(TokenKind::DotDot))
    return 0;
  return !isUnaryMinus(index - 1);
}

void FormatFile::setSpaces() {
  for (const Line &line : lines)
    for (size_t i = line.begin; i != line.end; ++i)
      tokens[i].space = i == line.begin ? 0 : spaceBefore(i);
}

//===----------------------------------------------------------------------===//
// Indentation
//===----------------------------------------------------------------------===//

/// `columns` holds the column of each token before the line.
unsigned FormatFile::indentOf(const Line &line,
                              const std::vector<unsigned> &columns) const {
  const FormatToken &first = tokens[line.begin];
  // The column at which the contents of the line's bracket begin.
  auto contents = [&](int opening) -> unsigned {
    if (opening == nowhere)
      return 0;
    if (!isBlockStyle(opening))
      return columns[size_t(opening) + 1];
    // Two more than the line that opened it.
    size_t start = size_t(opening);
    while (start != 0 && tokens[start].newlines == 0)
      --start;
    return columns[start] + 2;
  };
  unsigned base = contents(first.parent);
  if (closes(first.kind)) {
    // `parent` is what encloses the whole; find the bracket it closes.
    size_t opening = line.begin;
    for (int depth = 1; depth != 0 && opening != 0;) {
      --opening;
      depth += closes(tokens[opening].kind);
      depth -= opens(tokens[opening].kind);
    }
    if (!isBlockStyle(int(opening)))
      return columns[opening];
    return contents(int(opening)) - 2;
  }
  if (first.is(TokenKind::Pipe))
    return base + 2;
  if (first.startsItem || line.begin == 0)
    return base;
  const FormatToken &before = tokens[line.begin - 1];
  if (!isInBraces(line.begin) &&
      (before.is(TokenKind::Comma) || opens(before.kind)))
    return base;
  return base + 4;
}

void FormatFile::setIndents() {
  std::vector<unsigned> column(tokens.size());
  for (Line &line : lines) {
    if (line.isComment())
      continue;
    line.indent = indentOf(line, column);
    unsigned at = line.indent;
    for (size_t i = line.begin; i != line.end; ++i) {
      at += tokens[i].space;
      column[i] = at;
      at += columns(tokens[i].text);
    }
  }
  // A comment line goes with the line of code below it.
  unsigned below = 0;
  for (size_t i = lines.size(); i-- != 0;) {
    Line &line = lines[i];
    if (line.isComment())
      line.indent = below;
    else
      below = line.indent + (closes(tokens[line.begin].kind) ? 2 : 0);
  }
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::string FormatFile::text() {
  std::vector<unsigned> commentAt = commentColumns();
  std::string text;
  for (size_t i = 0; i != lines.size(); ++i) {
    const Line &line = lines[i];
    if (line.blankBefore)
      text += '\n';
    text.append(line.indent, ' ');
    for (size_t t = line.begin; t != line.end; ++t) {
      text.append(tokens[t].space, ' ');
      text += tokens[t].text;
    }
    if (!line.isComment() && !line.comment.empty())
      text.append(commentAt[i] - widthUpTo(line, line.end), ' ');
    text += line.comment;
    text += '\n';
  }
  return text;
}

std::string frontend::format(const ast::File &file,
                             const llvm::SourceMgr &sources) {
  FormatFile lines(sources.getMemoryBuffer(file.bufferId)->getBuffer());
  lines.align();
  return lines.text();
}
