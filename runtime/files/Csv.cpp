//===- Csv.cpp - Tables of numbers as text --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Csv.h"
#include "runtime/files/AtomicFile.h"
#include "runtime/files/CsvRows.h"
#include "runtime/files/Errors.h"
#include "runtime/files/File.h"
#include "shape/Numel.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

using namespace plexus;
using namespace plexus::host;

/// The six spellings of a truth value that tables use.
static bool parseTruth(std::string_view field, double &value) {
  value = field == "true" || field == "True" || field == "TRUE";
  return value != 0 || field == "false" || field == "False" || field == "FALSE";
}

static std::string_view withoutSign(std::string_view field) {
  return field.substr(field.starts_with('-') || field.starts_with('+'));
}

static bool isHexadecimal(std::string_view field) {
  std::string_view digits = withoutSign(field);
  return digits.starts_with("0x") || digits.starts_with("0X");
}

/// `nan`, `-Infinity` and the like.
static bool isNamedNotFinite(std::string_view field) {
  std::string start(withoutSign(field).substr(0, 3));
  for (char &c : start)
    c = static_cast<char>(c | 0x20);
  return start == "nan" || start == "inf";
}

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static bool startsAsNumber(std::string_view field) {
  std::string_view digits = withoutSign(field);
  digits.remove_prefix(digits.starts_with('.'));
  return !digits.empty() && isDigit(digits[0]);
}

static bool isDecimalComma(std::string_view field) {
  return startsAsNumber(field) && field.find(',') != std::string_view::npos;
}

/// Whether `field` is no number and none was meant: it may be a title.
static bool isWord(std::string_view field) {
  if (isNamedNotFinite(field) || isHexadecimal(field))
    return false;
  auto isLetter = [](char c) {
    char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'z' && small != 'e'; // as in 1e5
  };
  double value;
  return !parseTruth(field, value) &&
         (!startsAsNumber(field) || std::ranges::any_of(field, isLetter));
}

/// Whether a decimal number that no double holds is too small for one, not too
/// large: whether the place of its first digit but 0 is behind the point.
static bool isTiny(std::string_view number) {
  std::string_view mantissa = withoutSign(number);
  int64_t exponent = 0;
  if (size_t mark = mantissa.find_first_of("eE"); mark != mantissa.npos) {
    std::string_view digits = mantissa.substr(mark + 1);
    mantissa = mantissa.substr(0, mark);
    bool isNegative = digits.starts_with('-');
    digits = withoutSign(digits);
    auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (error == std::errc::result_out_of_range)
      exponent = std::numeric_limits<int64_t>::max() / 2;
    if (isNegative)
      exponent = -exponent;
  }
  size_t point = std::min(mantissa.find('.'), mantissa.size());
  size_t first = std::min(mantissa.find_first_not_of("0."), mantissa.size());
  return int64_t(point) - int64_t(first) + exponent < 0;
}

/// Reads a field; false if it is no number that a double can hold. One that is
/// too small for a double is rounded to zero like any other.
static bool parseNumber(std::string_view field, double &value) {
  std::string_view number = field;
  if (number.starts_with('+') && number.substr(1, 1) != "-")
    number.remove_prefix(1);
  const char *stop = number.data() + number.size();
  auto [end, error] = std::from_chars(number.data(), stop, value);
  if (end != stop || error == std::errc::invalid_argument)
    return parseTruth(field, value);
  if (error == std::errc())
    return std::isfinite(value);
  value = number.starts_with('-') ? -0.0 : 0.0;
  return isTiny(number);
}

/// Why `parseNumber` does not take `field`.
static std::string whyNoNumber(std::string_view field) {
  if (field.empty())
    return "an empty field";
  std::string text = "`" + shown(field, 40) + "` is ";
  if (isNamedNotFinite(field))
    return text + "not a finite number";
  if (isHexadecimal(field))
    return text + "not a decimal number";
  double value;
  std::string_view digits = withoutSign(field);
  const char *stop = digits.data() + digits.size();
  auto [end, error] = std::from_chars(digits.data(), stop, value);
  if (end == stop && error == std::errc::result_out_of_range)
    return text + "too large for f64";
  return text + "not a number";
}

/// The columns of `ranges`, or all of `count`; ascending, each once.
static std::vector<uint64_t> chosenColumns(std::span<const CsvColumns> ranges,
                                           uint64_t count) {
  CsvColumns all = {0, count};
  if (ranges.empty())
    ranges = std::span(&all, 1);
  std::vector<uint64_t> columns;
  for (CsvColumns range : ranges)
    for (uint64_t column = range.begin; column < range.end; ++column)
      columns.push_back(column);
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

size_t CsvTable::find(uint64_t column) const {
  auto found = std::lower_bound(columns.begin(), columns.end(), column);
  assert(found != columns.end() && *found == column);
  return static_cast<size_t>(found - columns.begin());
}

namespace {
/// Appends rows to a table; the first one decides how many fields a row has.
class TableBuilder {
public:
  TableBuilder(const std::string &path, const CsvFormat &format,
               std::span<const CsvColumns> ranges, CsvTable &table)
      : path(path), format(format), ranges(ranges), table(table) {}

  void addRow(const CsvRow &row, uint64_t fileSize) {
    if (table.rows == 0) {
      fieldCount = countFields(fieldsOf(row));
      firstLine = row.line;
      chooseColumns(row);
      // An estimate, so that a large table does not move as it grows.
      uint64_t guess = fileSize / (row.text.size() + 1) + fileSize / 1000;
      if (auto numbers = checkedProduct(guess, table.columns.size()))
        table.values.reserve(std::min(*numbers, fileSize / 2 + 1));
    }
    CsvFieldReader fields = fieldsOf(row);
    CsvText field;
    uint64_t index = 0;
    size_t chosen = 0;
    for (; fields.next(field); ++index) {
      if (index == fieldCount)
        failRagged(row, field);
      if (chosen == table.columns.size() || table.columns[chosen] != index)
        continue;
      ++chosen;
      double value;
      if (!parseNumber(field.text, value))
        failField(row, field);
      table.values.push_back(value);
    }
    if (index != fieldCount)
      failRagged(row, field);
    ++table.rows;
  }

private:
  const std::string &path;
  const CsvFormat &format;
  std::span<const CsvColumns> ranges;
  CsvTable &table;
  uint64_t fieldCount = 0, firstLine = 0;

  CsvFieldReader fieldsOf(const CsvRow &row) const {
    return {path, format, row};
  }

  void chooseColumns(const CsvRow &row) {
    // Before the columns are listed: a range may be as large as it likes.
    for (CsvColumns range : ranges)
      if (range.begin >= range.end || range.end > fieldCount)
        throw Error(Status::BadData, placeIn(path, firstLine, 1),
                    "the row has " + counted(fieldCount, "field") +
                        ", but columns " + std::to_string(range.begin) + ".." +
                        std::to_string(range.end) +
                        " are asked for (the first column is 0)" +
                        adviceFor(row, format));
    table.columns = chosenColumns(ranges, fieldCount);
  }

  /// Whether what is asked of the row are words, or nothing.
  bool isTitles(const CsvRow &row) const {
    CsvFieldReader fields = fieldsOf(row);
    CsvText field;
    bool hasWord = false;
    for (uint64_t index = 0; fields.next(field); ++index) {
      if (field.text.empty() ||
          !std::ranges::binary_search(table.columns, index))
        continue;
      if (!isWord(field.text))
        return false;
      hasWord = true;
    }
    return hasWord;
  }

  /// What may be behind a field that is no number.
  std::string adviceOn(const CsvRow &row, const CsvText &field) const {
    if (std::string advice = adviceFor(row, format); !advice.empty())
      return advice;
    if (isDecimalComma(field.text))
      return "; the decimal mark is a point";
    if (row.line == 1 && isTitles(row))
      return std::string("; if line 1 is a header, skip it with `") +
             format.settings.skip + "1`";
    return std::string();
  }

  [[noreturn]] void failField(const CsvRow &row, const CsvText &field) const {
    throw Error(Status::BadData, placeIn(path, field.line, field.column),
                whyNoNumber(field.text) + adviceOn(row, field));
  }

  [[noreturn]] void failRagged(const CsvRow &row, const CsvText &at) {
    throw Error(Status::BadData, placeIn(path, at.line, at.column),
                "the row has " + counted(countFields(fieldsOf(row)), "field") +
                    ", but line " + std::to_string(firstLine) + " has " +
                    std::to_string(fieldCount));
  }
};
} // namespace

/// How many bytes of text there are. A compressed file is read to its end for
/// it, so that one that expands too far is refused before it costs memory.
static uint64_t textSize(const std::string &path) {
  InputFile file(path);
  if (!path.ends_with(".gz"))
    return file.most();
  Bytes buffer(1 << 18);
  uint64_t size = 0;
  while (size_t count = file.read(buffer))
    size += count;
  return size;
}

[[noreturn]] static void failEmpty(const std::string &path,
                                   const CsvFormat &format) {
  throw Error(Status::BadData, path,
              format.skip == 0 ? "has no rows"
                               : "has no rows after the " +
                                     counted(format.skip, "line") + " to skip");
}

/// The next row that is no empty line.
static CsvRow nextRow(CsvRowReader &rows, const std::string &path,
                      const CsvFormat &format) {
  for (CsvRow row; rows.next(row);)
    if (!row.text.empty())
      return row;
  failEmpty(path, format);
}

CsvTable plexus::host::readCsv(const std::string &path, const CsvFormat &format,
                               std::span<const CsvColumns> ranges) {
  CsvTable table;
  const uint64_t size = textSize(path);
  CsvRowReader rows(path, format);
  TableBuilder builder(path, format, ranges, table);
  uint64_t emptyLine = 0;
  for (CsvRow row; rows.next(row);) {
    if (row.text.empty()) {
      if (emptyLine == 0)
        emptyLine = row.line;
      continue;
    }
    if (emptyLine != 0)
      throw Error(Status::BadData, placeIn(path, emptyLine, 1),
                  "an empty line before a row");
    builder.addRow(row, size);
    if (table.rows > maxDimension)
      throw Error(Status::BadData, path,
                  "has more than " + std::to_string(maxDimension) + " rows");
  }
  if (table.rows == 0)
    failEmpty(path, format);
  return table;
}

uint64_t plexus::host::fieldsOfFirstRow(const std::string &path,
                                        const CsvFormat &format) {
  CsvRowReader rows(path, format);
  return countFields({path, format, nextRow(rows, path, format)});
}

std::string plexus::host::delimiterAdvice(const std::string &path,
                                          const CsvFormat &format) {
  CsvRowReader rows(path, format);
  return adviceFor(nextRow(rows, path, format), format);
}

CsvField plexus::host::fieldInCsv(const std::string &path,
                                  const CsvFormat &format, uint64_t row,
                                  uint64_t column) {
  CsvRowReader rows(path, format);
  CsvRow found;
  for (uint64_t i = 0; i <= row; ++i)
    found = nextRow(rows, path, format);
  CsvFieldReader fields(path, format, found);
  CsvText field;
  for (uint64_t i = 0; i <= column && fields.next(field); ++i)
    ;
  return {placeIn(path, field.line, field.column), std::string(field.text)};
}

template <typename T>
static void writeRows(AtomicFile &file, uint64_t rows, uint64_t columns,
                      const T *data) {
  std::string text;
  char digits[64];
  for (uint64_t row = 0; row < rows; ++row) {
    for (uint64_t column = 0; column < columns; ++column) {
      if (column > 0)
        text += ',';
      T value = *data++;
      if (value != value)
        value = std::numeric_limits<T>::quiet_NaN(); // `nan`, not `-nan`
      auto result = std::to_chars(digits, digits + sizeof(digits), value);
      text.append(digits, result.ptr);
    }
    text += '\n';
    if (text.size() > (1 << 16) || row + 1 == rows) {
      file.write(text);
      text.clear();
    }
  }
}

void plexus::host::writeCsv(const std::string &path, plx_type type,
                            uint64_t rows, uint64_t columns, const void *data) {
  AtomicFile file(path);
  switch (type) {
  case PLX_F32:
    writeRows(file, rows, columns, static_cast<const float *>(data));
    break;
  case PLX_F64:
    writeRows(file, rows, columns, static_cast<const double *>(data));
    break;
  case PLX_I32:
    writeRows(file, rows, columns, static_cast<const int32_t *>(data));
    break;
  }
  file.commit();
}
