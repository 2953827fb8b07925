//===- CsvRows.h - The rows and fields of a CSV, as text ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//   row    = field { delimiter field }
//   field  = plain | blanks '"' { any byte but '"' | '""' } '"' blanks
//   plain  = text without delimiters that does not begin with '"'
//
// Blanks are spaces and tabs that are not the delimiter. A row ends with its
// line, but for ends of lines between quotes.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_FILES_CSVROWS_H
#define PLEXUS_RUNTIME_FILES_CSVROWS_H

#include "runtime/files/Csv.h"
#include "runtime/files/File.h"

#include <string_view>

namespace plexus::host {

/// A row without the end of its last line. It lives until the next is read.
struct CsvRow {
  std::string_view text;
  uint64_t line = 0; ///< where it begins, from one
};

/// The rows of a file after the lines that are skipped, one at a time; empty
/// lines too. Errors: BadData for a NUL byte, a row of more than `maxCsvRow`
/// bytes, a quote that is not closed, a first line `sep=;` and files of other
/// kinds (FileKind.h), and those of InputFile.
class CsvRowReader {
public:
  CsvRowReader(const std::string &path, const CsvFormat &format);

  /// False at the end.
  bool next(CsvRow &row);

private:
  InputFile file;
  CsvFormat format;
  std::vector<char> buffer;
  size_t begin = 0, end = 0; ///< what is read and not yet given away
  bool ended = false;
  uint64_t lines = 0; ///< that were read

  /// Makes the line whole that begins `start` bytes behind `begin`; without its
  /// newline. False at the end of the file.
  bool findLine(size_t start, std::string_view &line);
  void refill();
  void refuseSeparatorLine(std::string_view line) const;
  [[noreturn]] void fail(uint64_t line, uint64_t column,
                         const std::string &reason) const;
};

/// A field without the blanks and quotes around it. It lives until the next is
/// read.
struct CsvText {
  std::string_view text;
  uint64_t line = 0, column = 0; ///< where it begins, its quote included
  bool isQuoted = false;
};

/// The fields of a row from left to right. Errors: BadData for text between a
/// closing quote and the next delimiter.
class CsvFieldReader {
public:
  CsvFieldReader(const std::string &path, const CsvFormat &format,
                 const CsvRow &row)
      : path(path), format(format), row(row.text), line(row.line) {}

  /// False after the last field; the place is then the end of the row.
  bool next(CsvText &field);

private:
  const std::string &path;
  const CsvFormat &format;
  std::string_view row;
  size_t position = 0, lineStart = 0;
  uint64_t line;
  std::string unescaped;

  void skipBlanks();
  std::string_view takePlain();
  std::string_view takeQuoted();
  [[noreturn]] void failStray() const;
};

uint64_t countFields(CsvFieldReader fields);

/// "; its delimiter seems to be `;`: read it with `delimiter: ";"`"
std::string adviceFor(char delimiter, const CsvFormat &format);

/// The same where the row is one field that another delimiter would divide;
/// otherwise nothing.
std::string adviceFor(const CsvRow &row, const CsvFormat &format);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_CSVROWS_H
