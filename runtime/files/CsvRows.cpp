//===- CsvRows.cpp - The rows and fields of a CSV, as text ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/CsvRows.h"
#include "runtime/files/Errors.h"
#include "runtime/files/FileKind.h"

#include <algorithm>
#include <cassert>
#include <cstring>

using namespace plexus::host;

static bool isBlank(char c) { return c == ' ' || c == '\t'; }

static bool isBlank(char c, char delimiter) {
  return isBlank(c) && c != delimiter;
}

static std::string_view withoutBlanks(std::string_view text) {
  while (!text.empty() && isBlank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back()))
    text.remove_suffix(1);
  return text;
}

namespace {
/// Follows the quotes of a row from line to line.
class QuoteState {
public:
  explicit QuoteState(char delimiter) : delimiter(delimiter) {}

  /// Whether the row goes on after this line of it, which is line `number`.
  bool isOpenAfter(std::string_view text, uint64_t number) {
    if (state != Quoted && text.find('"') == std::string_view::npos)
      return false;
    for (size_t i = 0; i < text.size(); ++i) {
      State before = state;
      state = after(text[i]);
      if (state == Quoted && before == Start) {
        line = number;
        column = i + 1;
      }
    }
    return state == Quoted;
  }

  uint64_t line = 0, column = 0; ///< of the quote that opened last

private:
  enum State { Start, Plain, Quoted, Closed };
  char delimiter;
  State state = Start;

  State after(char c) const {
    if (state == Quoted)
      return c == '"' ? Closed : Quoted;
    if (c == delimiter)
      return Start;
    if (c == '"' && state != Plain)
      return Quoted;
    return state == Start && isBlank(c, delimiter) ? Start : Plain;
  }
};
} // namespace

CsvRowReader::CsvRowReader(const std::string &path, const CsvFormat &format)
    : file(path), format(format),
      buffer(std::clamp<uint64_t>(file.likely() + 1, 1 << 9, 1 << 18)) {
  refill();
  std::string_view start(buffer.data(), end);
  refuseOtherKind(start, path, Wanted::Table);
  if (start.starts_with("\xEF\xBB\xBF"))
    begin = 3;
}

bool CsvRowReader::next(CsvRow &row) {
  std::string_view line;
  while (lines < format.skip) {
    if (!findLine(0, line))
      return false;
    begin = std::min(begin + line.size() + 1, end);
  }
  QuoteState quotes(format.delimiter);
  size_t length = 0;
  row.line = lines + 1;
  do {
    if (!findLine(length, line)) {
      if (length == 0)
        return false;
      fail(quotes.line, quotes.column, "the quote of this field is not closed");
    }
    length = std::min(length + line.size() + 1, end - begin);
    if (length > maxCsvRow + 1)
      fail(quotes.line, quotes.column,
           "the quote of this field is not closed within " +
               std::to_string(maxCsvRow >> 20) + " MiB");
  } while (quotes.isOpenAfter(line, lines));
  row.text = std::string_view(buffer.data() + begin, length);
  begin += length;
  if (row.text.ends_with('\n'))
    row.text.remove_suffix(1);
  if (row.text.ends_with('\r'))
    row.text.remove_suffix(1);
  if (row.line == 1)
    refuseSeparatorLine(row.text);
  return true;
}

bool CsvRowReader::findLine(size_t start, std::string_view &line) {
  const char *newline;
  size_t searched = start;
  while (true) {
    newline = static_cast<const char *>(std::memchr(
        buffer.data() + begin + searched, '\n', end - begin - searched));
    if (newline || ended || end - begin > maxCsvRow + 1)
      break;
    searched = end - begin;
    refill();
  }
  if (!newline && begin + start == end)
    return false;
  const char *from = buffer.data() + begin + start;
  line = std::string_view(from, newline ? newline : buffer.data() + end);
  ++lines;
  if (line.size() > maxCsvRow)
    fail(lines, 1,
         "a line of more than " + std::to_string(maxCsvRow >> 20) + " MiB");
  if (size_t nul = line.find('\0'); nul != std::string_view::npos)
    fail(lines, nul + 1, "a NUL byte in a text file");
  return true;
}

/// Moves the unfinished row to the front and reads more behind it.
void CsvRowReader::refill() {
  std::memmove(buffer.data(), buffer.data() + begin, end - begin);
  end -= begin;
  begin = 0;
  if (end == buffer.size())
    buffer.resize(buffer.size() * 2);
  size_t space = buffer.size() - end;
  size_t count =
      file.read({reinterpret_cast<uint8_t *>(buffer.data()) + end, space});
  ended = count < space;
  end += count;
}

/// Spreadsheets write `sep=;` as a first line for one another.
void CsvRowReader::refuseSeparatorLine(std::string_view line) const {
  if (line.size() != 5 || !line.starts_with("sep="))
    return;
  auto skip = [&](int count) {
    return "`" + std::string(format.settings.skip) + std::to_string(count) +
           "`";
  };
  fail(1, 1,
       "`" + shown(line) + "` is for spreadsheets: pass over it with " +
           skip(1) + ", or with " + skip(2) + " if a header follows" +
           (line[4] == format.delimiter ? "" : adviceFor(line[4], format)));
}

void CsvRowReader::fail(uint64_t line, uint64_t column,
                        const std::string &reason) const {
  throw Error(Status::BadData, placeIn(file.path(), line, column), reason);
}

void CsvFieldReader::skipBlanks() {
  while (position < row.size() && isBlank(row[position], format.delimiter))
    ++position;
}

bool CsvFieldReader::next(CsvText &field) {
  field.line = line;
  field.column = row.size() - lineStart + 1;
  if (position > row.size())
    return false;
  skipBlanks();
  field.column = position - lineStart + 1;
  field.isQuoted = position < row.size() && row[position] == '"';
  field.text = field.isQuoted ? takeQuoted() : takePlain();
  ++position; // the delimiter
  field.text = withoutBlanks(field.text);
  return true;
}

std::string_view CsvFieldReader::takePlain() {
  size_t start = position;
  position = std::min(row.find(format.delimiter, start), row.size());
  return row.substr(start, position - start);
}

std::string_view CsvFieldReader::takeQuoted() {
  const size_t opening = position;
  size_t start = ++position;
  unescaped.clear();
  while (true) {
    size_t quote = row.find('"', position);
    assert(quote != std::string_view::npos && "rows end outside quotes");
    position = quote + 1;
    if (!row.substr(position).starts_with('"'))
      break;
    unescaped += row.substr(start, position - start);
    start = ++position;
  }
  std::string_view text = row.substr(start, position - 1 - start);
  std::string_view quoted = row.substr(opening, position - opening);
  if (size_t newline = quoted.rfind('\n'); newline != quoted.npos) {
    line += static_cast<uint64_t>(std::ranges::count(quoted, '\n'));
    lineStart = opening + newline + 1;
  }
  skipBlanks();
  if (position < row.size() && row[position] != format.delimiter)
    failStray();
  return unescaped.empty() ? text : unescaped += text;
}

/// What a file may be divided by, the most telling first.
static constexpr std::string_view delimiters = ";\t|, ";

void CsvFieldReader::failStray() const {
  // A tab has been passed over as a blank.
  char found = row[position - 1] == '\t' ? '\t' : row[position];
  std::string reason = "text behind a closing quote";
  if (delimiters.find(found) != std::string_view::npos)
    reason += adviceFor(found, format);
  else
    reason += "; inside quotes a quote is written twice";
  throw Error(Status::BadData, placeIn(path, line, position - lineStart + 1),
              reason);
}

uint64_t plexus::host::countFields(CsvFieldReader fields) {
  uint64_t count = 0;
  for (CsvText field; fields.next(field);)
    ++count;
  return count;
}

/// A delimiter as it is written in messages and in `.plx` files.
static std::string spelling(char delimiter) {
  return delimiter == '\t' ? "\\t" : std::string(1, delimiter);
}

std::string plexus::host::adviceFor(char delimiter, const CsvFormat &format) {
  std::string advice =
      "; its delimiter seems to be `" + spelling(delimiter) + "`: ";
  if (!format.settings.delimiter)
    return advice + "write it with `" + spelling(format.delimiter) + "`";
  return advice + "read it with `" + format.settings.delimiter + "\"" +
         spelling(delimiter) + "\"`";
}

/// Whether a row would be several fields with this delimiter.
static bool divides(char delimiter, std::string_view row) {
  auto count = std::ranges::count(row, delimiter);
  if (delimiter == ' ') // between numbers, not between words
    return count > 1 && row.find("  ") == row.npos &&
           row.find_first_not_of("0123456789+-.eE ") == row.npos;
  return count > (delimiter == ','); // one may be that of a decimal number
}

std::string plexus::host::adviceFor(const CsvRow &row,
                                    const CsvFormat &format) {
  // Delimiters between quotes divide nothing.
  if (row.text.find(format.delimiter) != row.text.npos ||
      row.text.starts_with('"'))
    return std::string();
  for (char delimiter : delimiters)
    if (divides(delimiter, row.text))
      return adviceFor(delimiter, format);
  return std::string();
}
