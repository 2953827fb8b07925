//===- FormatAlign.cpp - columns of neighbouring lines --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Lines are neighbours if they follow one another without a blank line, belong
// to the same bracket and each holds one whole statement, entry or declaration
// (or one stage of a pipe). What differs too much in width stays unaligned.
//
//===----------------------------------------------------------------------===//

#include "compiler/syntax/FormatLines.h"

#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::frontend;
using llvm::StringRef;

unsigned FormatFile::widthUpTo(const Line &line, size_t index) const {
  unsigned width = line.indent;
  for (size_t i = line.begin; i != index; ++i)
    width += tokens[i].space + columns(tokens[i].text);
  return width;
}

/// True if the line is one statement, entry or declaration, whole.
bool FormatFile::isWholeItem(const Line &line) const {
  if (line.isComment() || !tokens[line.begin].startsItem)
    return false;
  int parent = tokens[line.begin].parent;
  for (size_t i = line.begin + 1; i != line.end; ++i)
    if (tokens[i].startsItem && tokens[i].parent == parent)
      return false;
  if (tokens[line.end - 1].parent != parent ||
      continuesLine(tokens[line.end - 1].kind))
    return false;
  if (line.end == tokens.size())
    return true;
  const FormatToken &next = tokens[line.end];
  return next.startsItem || (next.is(TokenKind::RBrace));
}

/// True if this line follows the one above without a blank line or a comment
/// line between them, in the same bracket.
bool FormatFile::areNeighbours(size_t line) const {
  const Line &below = lines[line];
  if (line == 0 || below.blankBefore || below.isComment() ||
      lines[line - 1].isComment())
    return false;
  return tokens[lines[line - 1].begin].parent == tokens[below.begin].parent;
}

/// Aligns the token that `place(line)` names in each run of neighbours; 0 means
/// that the line has none and ends the run.
template <typename Place>
void FormatFile::alignRuns(unsigned largestPadding, Place place) {
  for (size_t begin = 0; begin != lines.size();) {
    size_t end = begin + 1;
    std::vector<size_t> places = {place(lines[begin])};
    if (places.front() == 0) {
      begin = end;
      continue;
    }
    for (; end != lines.size() && areNeighbours(end); ++end) {
      places.push_back(place(lines[end]));
      if (places.back() == 0)
        break;
    }
    unsigned widest = 0, narrowest = ~0u;
    for (size_t i = begin; i != end; ++i) {
      unsigned width = widthUpTo(lines[i], places[i - begin]);
      widest = std::max(widest, width);
      narrowest = std::min(narrowest, width);
    }
    if (widest - narrowest <= largestPadding)
      for (size_t i = begin; i != end; ++i) {
        size_t token = places[i - begin];
        tokens[token].space += widest - widthUpTo(lines[i], token);
      }
    begin = end;
  }
}

static bool isStmtKeyword(StringRef word) {
  static const StringRef words[] = {"input",  "target", "layer",  "let",
                                    "output", "loss",   "metric", "default"};
  return llvm::is_contained(words, word);
}

/// What follows the keywords of statements: `input  x`, `target y`. Statements
/// of several lines take part; `return` does not.
void FormatFile::alignKeywords() {
  auto keyword = [&](const Line &line) -> const FormatToken * {
    if (line.isComment() || line.end - line.begin < 2)
      return nullptr;
    const FormatToken &first = tokens[line.begin];
    bool isKey = tokens[line.begin + 1].is(TokenKind::Colon) ||
                 tokens[line.begin + 1].is(TokenKind::Dot);
    bool isStmt = first.startsItem && first.parent != nowhere && !isKey &&
                  isStmtKeyword(first.text);
    return isStmt ? &first : nullptr;
  };
  for (size_t begin = 0; begin != lines.size();) {
    size_t end = begin + 1;
    while (end != lines.size() && !lines[end].blankBefore)
      ++end;
    size_t widest = 0;
    for (size_t i = begin; i != end; ++i)
      if (const FormatToken *word = keyword(lines[i]))
        widest = std::max(widest, word->text.size());
    for (size_t i = begin; i != end; ++i)
      if (const FormatToken *word = keyword(lines[i]))
        tokens[lines[i].begin + 1].space += widest - word->text.size();
    begin = end;
  }
}

/// The `=` of statements and constants, and the `{` of records on one line.
void FormatFile::alignAssignments() {
  constexpr unsigned largestPadding = 16;
  auto assignment = [&](const Line &line) -> size_t {
    if (!isWholeItem(line))
      return 0;
    for (size_t i = line.begin; i != line.end; ++i)
      if (tokens[i].is(TokenKind::Assign) &&
          tokens[i].parent == tokens[line.begin].parent)
        return i;
    return 0;
  };
  alignRuns(largestPadding, assignment);

  auto brace = [&](const Line &line, StringRef word) -> size_t {
    if (!isWholeItem(line) || tokens[line.begin].parent != nowhere ||
        tokens[line.begin].text != word)
      return 0;
    for (size_t i : {line.begin + 1, line.begin + 2})
      if (i < line.end && tokens[i].is(TokenKind::LBrace))
        return i;
    return 0;
  };
  for (StringRef word : {"data", "train", "weights", "build"})
    alignRuns(largestPadding,
              [&](const Line &line) { return brace(line, word); });
}

/// The values of entries that stand below one another.
void FormatFile::alignEntries() {
  constexpr unsigned largestPadding = 16;
  alignRuns(largestPadding, [&](const Line &line) -> size_t {
    if (!isWholeItem(line) || tokens[line.begin].parent == nowhere)
      return 0;
    size_t i = line.begin + 1;
    while (i + 1 < line.end && tokens[i].is(TokenKind::Dot))
      i += 2;
    bool isEntry = i + 1 < line.end && tokens[i].is(TokenKind::Colon);
    return isEntry ? i + 1 : 0;
  });
}

/// The `as` of stages that stand below one another.
void FormatFile::alignNames() {
  constexpr unsigned largestPadding = 12;
  alignRuns(largestPadding, [&](const Line &line) -> size_t {
    if (line.isComment() || !tokens[line.begin].is(TokenKind::Pipe))
      return 0;
    for (size_t i = line.begin + 2; i < line.end; ++i)
      if (tokens[i].isName("as") &&
          tokens[i].parent == tokens[line.begin].parent)
        return i;
    return 0;
  });
}

void FormatFile::align() {
  alignKeywords();
  alignAssignments();
  alignEntries();
  alignNames();
  setIndents(); // what hangs below a token moves with it
}

/// Where the comment behind each line stands: at the common column, or behind
/// the longest line of a run of commented lines.
std::vector<unsigned> FormatFile::commentColumns() {
  constexpr unsigned widestAlignedLine = 80;
  std::vector<unsigned> result(lines.size());
  auto hasComment = [&](size_t line) {
    return !lines[line].isComment() && !lines[line].comment.empty();
  };
  for (size_t begin = 0; begin != lines.size();) {
    size_t end = begin;
    unsigned column = commentColumn;
    for (; end != lines.size() && hasComment(end); ++end) {
      if (end != begin && lines[end].blankBefore)
        break;
      unsigned width = widthUpTo(lines[end], lines[end].end);
      if (width <= widestAlignedLine)
        column = std::max(column, width + 2);
    }
    for (size_t i = begin; i != end; ++i)
      result[i] = std::max(column, widthUpTo(lines[i], lines[i].end) + 2);
    begin = std::max(end, begin + 1);
  }
  return result;
}
