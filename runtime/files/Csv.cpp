//===- Csv.cpp - Tables of numbers as text --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Csv.h"
#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"
#include "runtime/files/File.h"
#include "shape/Numel.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

using namespace plexus;
using namespace plexus::host;

namespace {
/// The lines of a text file, one at a time, without their ends.
class LineReader {
public:
  explicit LineReader(const std::string &path)
      : file(path),
        buffer(std::clamp<uint64_t>(file.likely() + 1, 1 << 8, 1 << 18)) {}

  uint64_t number() const { return lines; } ///< of the last line, from one

  /// False at the end. The line lives until the next call.
  bool next(std::string_view &line) {
    char *newline;
    size_t searched = begin;
    while (true) {
      newline = static_cast<char *>(
          std::memchr(buffer.data() + searched, '\n', end - searched));
      if (newline || ended)
        break;
      searched = end - begin;
      refill();
    }
    if (!newline && begin == end)
      return false;
    const char *start = buffer.data() + begin;
    const char *stop = newline ? newline : buffer.data() + end;
    begin = static_cast<size_t>(stop - buffer.data()) + (newline ? 1 : 0);
    line = std::string_view(start, static_cast<size_t>(stop - start));
    ++lines;
    if (line.size() > maxCsvLine)
      failLong();
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    if (lines == 1 && line.starts_with("\xEF\xBB\xBF"))
      line.remove_prefix(3);
    if (size_t nul = line.find('\0'); nul != std::string_view::npos)
      throw Error(Status::BadData, placeIn(file.path(), lines, nul + 1),
                  "a NUL byte in a text file");
    return true;
  }

private:
  InputFile file;
  std::vector<char> buffer;
  size_t begin = 0, end = 0;
  bool ended = false;
  uint64_t lines = 0;

  [[noreturn]] void failLong() {
    throw Error(Status::BadData, placeIn(file.path(), lines, 1),
                "a line of more than " + std::to_string(maxCsvLine >> 20) +
                    " MiB");
  }

  /// Moves the unfinished line to the front and reads more behind it.
  void refill() {
    std::memmove(buffer.data(), buffer.data() + begin, end - begin);
    end -= begin;
    begin = 0;
    if (end > maxCsvLine) {
      ++lines;
      failLong();
    }
    if (end == buffer.size())
      buffer.resize(buffer.size() * 2);
    size_t space = buffer.size() - end;
    size_t count =
        file.read({reinterpret_cast<uint8_t *>(buffer.data()) + end, space});
    ended = count < space;
    end += count;
  }
};

/// The fields of one line from left to right.
class FieldReader {
public:
  FieldReader(std::string_view line, char delimiter)
      : line(line), delimiter(delimiter) {}

  /// False after the last field. `column` is where the field starts, from one.
  bool next(std::string_view &field, uint64_t &column) {
    if (position > line.size())
      return false;
    size_t stop = line.find(delimiter, position);
    if (stop == std::string_view::npos)
      stop = line.size();
    column = position + 1;
    field = line.substr(position, stop - position);
    position = stop + 1;
    while (!field.empty() && isBlank(field.front())) {
      field.remove_prefix(1);
      ++column;
    }
    while (!field.empty() && isBlank(field.back()))
      field.remove_suffix(1);
    return true;
  }

private:
  std::string_view line;
  char delimiter;
  size_t position = 0;

  static bool isBlank(char c) { return c == ' ' || c == '\t'; }
};
} // namespace

/// Why `field` is not a number, for one that from_chars does not take whole.
static std::string whyNoNumber(std::string_view field) {
  if (field.empty())
    return "an empty field";
  std::string text = "`" + shown(field, 40) + "` is not a ";
  std::string_view digits = field.substr(field[0] == '-' || field[0] == '+');
  if (digits.size() >= 3) {
    char start[3];
    std::transform(digits.begin(), digits.begin() + 3, start,
                   [](char c) { return static_cast<char>(c | 0x20); });
    std::string_view word(start, 3);
    if (word == "nan" || word == "inf")
      return text + "finite number";
  }
  if (digits.starts_with("0x") || digits.starts_with("0X"))
    return text + "decimal number";
  if (field.find(',') != std::string_view::npos)
    return text + "number; the decimal mark is a point";
  return text + "number";
}

/// Whether `field` looks as if a number had been meant, not a column's title.
static bool isNumberLike(std::string_view field) {
  if (field.starts_with('-') || field.starts_with('+'))
    field.remove_prefix(1);
  if (field.starts_with('.'))
    field.remove_prefix(1);
  return !field.empty() && field[0] >= '0' && field[0] <= '9';
}

/// Reads a field, or says why it cannot be read.
static bool parseNumber(std::string_view field, double &value,
                        std::string &reason) {
  const char *stop = field.data() + field.size();
  auto [end, error] = std::from_chars(field.data(), stop, value);
  if (end == stop && error == std::errc::result_out_of_range)
    reason = "`" + shown(field, 40) + "` is beyond the range of a double";
  else if (end != stop || error != std::errc() || !std::isfinite(value))
    reason = whyNoNumber(field);
  else
    return true;
  return false;
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

  void addRow(std::string_view line, uint64_t number, uint64_t fileSize) {
    if (table.rows == 0) {
      fieldCount = static_cast<uint64_t>(
                       std::count(line.begin(), line.end(), format.delimiter)) +
                   1;
      firstLine = number;
      chooseColumns();
      // An estimate, so that a large table does not move as it grows.
      uint64_t guess = fileSize / (line.size() + 1) + fileSize / 1000;
      if (auto numbers = checkedProduct(guess, table.columns.size()))
        table.values.reserve(std::min(*numbers, fileSize / 2 + 1));
    }
    FieldReader fields(line, format.delimiter);
    std::string_view field;
    uint64_t index = 0, place = 0;
    size_t chosen = 0;
    for (; fields.next(field, place); ++index) {
      if (index == fieldCount)
        failRagged(line, number, place);
      if (chosen == table.columns.size() || table.columns[chosen] != index)
        continue;
      ++chosen;
      double value;
      std::string reason;
      if (!parseNumber(field, value, reason))
        failField(field, number, place, reason);
      table.values.push_back(value);
    }
    if (index != fieldCount)
      failRagged(line, number, line.size() + 1);
    ++table.rows;
  }

private:
  const std::string &path;
  const CsvFormat &format;
  std::span<const CsvColumns> ranges;
  CsvTable &table;
  uint64_t fieldCount = 0, firstLine = 0;

  void chooseColumns() {
    // Before the columns are listed: a range may be as large as it likes.
    for (CsvColumns range : ranges)
      if (range.begin >= range.end || range.end > fieldCount)
        throw Error(Status::BadData, placeIn(path, firstLine, 1),
                    "the row has " + counted(fieldCount, "field") +
                        ", but columns " + std::to_string(range.begin) + ".." +
                        std::to_string(range.end) +
                        " are asked for (the first column is 0)");
    table.columns = chosenColumns(ranges, fieldCount);
  }

  [[noreturn]] void failField(std::string_view field, uint64_t number,
                              uint64_t place, std::string reason) {
    if (table.rows == 0 && !isNumberLike(field))
      reason += "; if the file starts with a header, skip it with `skip: " +
                std::to_string(number) + "`";
    throw Error(Status::BadData, placeIn(path, number, place), reason);
  }

  [[noreturn]] void failRagged(std::string_view line, uint64_t number,
                               uint64_t place) {
    uint64_t count = static_cast<uint64_t>(std::count(line.begin(), line.end(),
                                                      format.delimiter)) +
                     1;
    std::string reason = "the row has " + counted(count, "field") +
                         ", but line " + std::to_string(firstLine) + " has " +
                         std::to_string(fieldCount);
    if (table.rows == 1 && firstLine == 1)
      reason += "; if line 1 is a header, skip it with `skip: 1`";
    throw Error(Status::BadData, placeIn(path, number, place), reason);
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

CsvTable plexus::host::readCsv(const std::string &path, const CsvFormat &format,
                               std::span<const CsvColumns> ranges) {
  CsvTable table;
  const uint64_t size = textSize(path);
  LineReader lines(path);
  TableBuilder builder(path, format, ranges, table);
  uint64_t emptyLine = 0;
  for (std::string_view line; lines.next(line);) {
    if (lines.number() <= format.skip)
      continue;
    if (line.empty()) {
      if (emptyLine == 0)
        emptyLine = lines.number();
      continue;
    }
    if (emptyLine != 0)
      throw Error(Status::BadData, placeIn(path, emptyLine, 1),
                  "an empty line before a row");
    builder.addRow(line, lines.number(), size);
    if (table.rows > maxDimension)
      throw Error(Status::BadData, path,
                  "has more than " + std::to_string(maxDimension) + " rows");
  }
  if (table.rows == 0)
    throw Error(Status::BadData, path,
                format.skip == 0
                    ? "has no rows"
                    : "has no rows after the " + counted(format.skip, "line") +
                          " to skip");
  return table;
}

uint64_t plexus::host::fieldsOfFirstRow(const std::string &path,
                                        const CsvFormat &format) {
  LineReader lines(path);
  std::string_view line, field;
  uint64_t count = 0, place = 0;
  while (lines.next(line))
    if (lines.number() > format.skip && !line.empty()) {
      for (FieldReader fields(line, format.delimiter);
           fields.next(field, place);)
        ++count;
      break;
    }
  return count;
}

CsvField plexus::host::fieldInCsv(const std::string &path,
                                  const CsvFormat &format, uint64_t row,
                                  uint64_t column) {
  LineReader lines(path);
  std::string_view line, field;
  uint64_t place = 1;
  while (lines.next(line))
    if (lines.number() == format.skip + row + 1) {
      FieldReader fields(line, format.delimiter);
      for (uint64_t i = 0; i <= column && fields.next(field, place); ++i)
        ;
      break;
    }
  return {placeIn(path, format.skip + row + 1, place), std::string(field)};
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
