//===- FormatLines.h - a file as lines of tokens --------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The formatter's model: tokens with the bracket they stand in, and lines that
// refer to them. Spacing (what stands between two tokens) and indentation
// depend on tokens alone; alignment adds columns to neighbouring lines.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_SYNTAX_FORMATLINES_H
#define PLEXUS_COMPILER_SYNTAX_FORMATLINES_H

#include "compiler/syntax/Lexer.h"

#include <vector>

namespace plexus::frontend {

/// The widest line that is not broken, comments aside.
inline constexpr unsigned widestLine = 100;
/// Where a comment behind code stands, if the code leaves room.
inline constexpr unsigned commentColumn = 47;
inline constexpr int nowhere = -1;

struct FormatToken : Token {
  /// The innermost open bracket around this token, or `nowhere`. A closing
  /// bracket belongs to the same place as its opening one.
  int parent = nowhere;
  /// Begins a statement, an entry of a record or a declaration.
  bool startsItem = false;
  /// Spaces between the token before on the same line and this one.
  unsigned space = 0;
};

struct Line {
  size_t begin = 0, end = 0; // tokens of code; empty for a comment line
  llvm::StringRef comment;   // at the end or on its own; empty if none
  bool blankBefore = false;
  /// Goes on with what the line before began.
  bool continues = false;
  unsigned indent = 0;

  bool isComment() const { return begin == end; }
};

class FormatFile {
public:
  explicit FormatFile(llvm::StringRef source);

  /// Adds the spaces that make columns of neighbouring lines.
  void align();
  std::string text();

private:
  // FormatLines.cpp
  void readTokens(llvm::StringRef source);
  void findItems();
  void normalizeLines();
  void breakLongPipes();
  void setSpaces();
  void setIndents();
  unsigned spaceBefore(size_t index) const;
  unsigned indentOf(const Line &line,
                    const std::vector<unsigned> &columns) const;
  bool isBlockStyle(int opening) const;
  bool isInBraces(size_t index) const;
  bool isUnaryMinus(size_t index) const;

  // FormatAlign.cpp
  void alignKeywords();
  void alignAssignments();
  void alignEntries();
  void alignNames();
  unsigned widthUpTo(const Line &line, size_t index) const;
  bool isWholeItem(const Line &line) const;
  bool areNeighbours(size_t line) const;
  template <typename Place>
  void alignRuns(unsigned largestPadding, Place place);
  std::vector<unsigned> commentColumns();

  std::vector<FormatToken> tokens;
  std::vector<Line> lines;
};

/// Columns that `text` takes.
unsigned columns(llvm::StringRef text);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_SYNTAX_FORMATLINES_H
