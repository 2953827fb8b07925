//===- Csv.h - Tables of numbers as text ----------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_CSV_H
#define PLEXUS_RUNTIME_FILES_CSV_H

#include "runtime/core/plexus.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace plexus::host {

/// What people write before the value of a setting, for advice in messages;
/// null where they cannot choose it.
struct CsvSettings {
  const char *skip;
  const char *delimiter;
};
inline constexpr CsvSettings recordSettings = {"skip: ", "delimiter: "};
inline constexpr CsvSettings optionSettings = {"--skip=", nullptr};

struct CsvFormat {
  uint64_t skip = 0; ///< lines before the first row
  char delimiter = ',';
  CsvSettings settings = recordSettings;
};

/// Columns [begin, end), counted from zero.
struct CsvColumns {
  uint64_t begin = 0;
  uint64_t end = 0;
};

/// No row may be longer; bounds the memory of a reader.
inline constexpr uint64_t maxCsvRow = uint64_t(16) << 20;

/// The columns that were asked for, ascending and without repetition.
struct CsvTable {
  std::vector<uint64_t> columns; ///< which column each value of a row is from
  uint64_t rows = 0;
  std::vector<double> values; ///< rows x columns.size(), row-major

  /// Index in `columns` of a column that was asked for.
  size_t find(uint64_t column) const;
};

/// Reads the numbers in `columns` (all, if empty) of every row after the first
/// `skip` lines. Every row has the same number of fields; a field that is asked
/// for is a finite decimal number (`12`, `-0.5`, `+1e-3`) that does not
/// overflow a double, or `true` or `false` (also `True`, `TRUE` ...), which are
/// 1 and 0; the others may hold any text. Blanks around a field are no part of
/// it.
///
/// Fields are quoted as in RFC 4180: one that begins with `"` ends at the next
/// `"`, `""` stands for a quote, and delimiters and ends of lines in between
/// belong to it. Other quotes are text.
///
/// A byte order mark, CR LF, a missing last newline and empty lines at the end
/// are accepted. Errors: BadData as `file:line:column: reason`, where the
/// column counts bytes, and those of InputFile. Memory: the table, and one row.
CsvTable readCsv(const std::string &path, const CsvFormat &format = {},
                 std::span<const CsvColumns> columns = {});

/// How many fields the first row has. Errors: as of `readCsv`.
uint64_t fieldsOfFirstRow(const std::string &path, const CsvFormat &format);

/// "; its delimiter seems to be ..." for a first row of one field that would be
/// several with another delimiter, or nothing.
std::string delimiterAdvice(const std::string &path, const CsvFormat &format);

/// A field as it stands in a file.
struct CsvField {
  std::string place; ///< `file:line:column`
  std::string text;  ///< without the blanks and quotes around it
};

/// A field, found by reading the file again.
CsvField fieldInCsv(const std::string &path, const CsvFormat &format,
                    uint64_t row, uint64_t column);

/// Writes rows x columns numbers through AtomicFile, each in the fewest digits
/// that read back as the same number.
void writeCsv(const std::string &path, plx_type type, uint64_t rows,
              uint64_t columns, const void *data);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_CSV_H
