//===- Npy.cpp - NumPy's .npy files ---------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Npy.h"
#include "runtime/files/AtomicFile.h"
#include "runtime/files/ByteReader.h"
#include "runtime/files/Errors.h"
#include "runtime/files/FileKind.h"
#include "runtime/files/ShownShape.h"
#include "shape/Numel.h"

#include <charconv>
#include <optional>

using namespace plexus;
using namespace plexus::host;

static constexpr std::string_view magic = "\x93NUMPY";

namespace {
/// header = "{" [ entry { "," entry } [ "," ] ] "}" ; blanks between tokens
/// entry  = "'descr'" ":" string | "'fortran_order'" ":" ( "True" | "False" )
///        | "'shape'" ":" "(" [ integer "," [ integer { "," integer } [ "," ] ]
///          ] ")"
class HeaderParser {
public:
  HeaderParser(std::string_view text, const std::string &file)
      : text(text), file(file) {}

  std::optional<NumberType> type;
  std::optional<bool> fortranOrder;
  std::optional<std::vector<uint64_t>> shape;

  void parse() {
    expect('{');
    while (!accept('}')) {
      parseEntry();
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skipBlanks();
    if (position != text.size())
      fail("has something after its header's `}`");
    if (!type || !fortranOrder || !shape)
      fail(std::string("has no `") +
           (!type           ? "descr"
            : !fortranOrder ? "fortran_order"
                            : "shape") +
           "` in its header");
  }

private:
  std::string_view text;
  const std::string &file;
  size_t position = 0;

  [[noreturn]] void fail(const std::string &reason) {
    throw Error(Status::BadData, file, reason);
  }
  void skipBlanks() {
    while (position < text.size() &&
           (text[position] == ' ' || text[position] == '\n'))
      ++position;
  }
  bool accept(std::string_view token) {
    skipBlanks();
    if (!text.substr(position).starts_with(token))
      return false;
    position += token.size();
    return true;
  }
  bool accept(char token) { return accept(std::string_view(&token, 1)); }
  void expect(char token) {
    if (!accept(token))
      fail(std::string("has a malformed header: `") + token +
           "` expected at byte " + std::to_string(position));
  }

  /// A string without escapes, in either kind of quotes.
  std::string_view parseString(const char *what) {
    char quote = accept('\'') ? '\'' : accept('"') ? '"' : 0;
    size_t end = quote ? text.find(quote, position) : std::string_view::npos;
    if (end == std::string_view::npos)
      fail(std::string("has a malformed header: ") + what +
           " expected at byte " + std::to_string(position));
    std::string_view inside = text.substr(position, end - position);
    position = end + 1;
    return inside;
  }

  void parseEntry() {
    std::string_view key = parseString("a key in quotes");
    expect(':');
    if (key == "descr" && !type)
      type = parseType();
    else if (key == "fortran_order" && !fortranOrder)
      fortranOrder = parseBool();
    else if (key == "shape" && !shape)
      shape = parseShape();
    else if (key == "descr" || key == "fortran_order" || key == "shape")
      fail("has `" + std::string(key) + "` twice in its header");
    else
      fail("has an unknown key `" + shown(key, 40) + "` in its header");
  }

  bool parseBool() {
    if (accept("True"))
      return true;
    if (!accept("False"))
      fail("has a `fortran_order` that is neither True nor False");
    return false;
  }

  NumberType parseType() {
    static constexpr struct {
      std::string_view descr;
      NumberType type;
    } types[] = {
        {"|b1", NumberType::Bool}, {"|u1", NumberType::U8},
        {"|i1", NumberType::I8},   {"<b1", NumberType::Bool},
        {"<u1", NumberType::U8},   {"<i1", NumberType::I8},
        {"<u2", NumberType::U16},  {"<i2", NumberType::I16},
        {"<u4", NumberType::U32},  {"<i4", NumberType::I32},
        {"<u8", NumberType::U64},  {"<i8", NumberType::I64},
        {"<f2", NumberType::F16},  {"<f4", NumberType::F32},
        {"<f8", NumberType::F64},
    };
    if (accept('['))
      fail("has a structured type; a plain array of numbers is needed");
    std::string_view descr = parseString("a type in quotes");
    for (const auto &row : types)
      if (row.descr == descr)
        return row.type;
    std::string reason = "has the type `" + shown(descr, 40) + "`; ";
    if (descr.starts_with('>'))
      fail(reason +
           "big-endian numbers are not read, write them with "
           "`array.astype('<" +
           shown(descr.substr(1), 40) + "')`");
    if (descr == "<V2" || descr == "|V2")
      fail(reason + "that is how bfloat16 is stored, write it with "
                    "`array.astype('<f4')`");
    if (descr.find('O') != std::string_view::npos)
      fail(reason + "Python objects are never read");
    fail(reason + "bool, i1 to i8, u1 to u8, f2, f4 and f8 are read");
  }

  std::vector<uint64_t> parseShape() {
    std::vector<uint64_t> dimensions;
    expect('(');
    if (accept(')'))
      return dimensions;
    while (true) {
      dimensions.push_back(parseDimension());
      bool comma = accept(',');
      if (accept(')')) {
        if (!comma && dimensions.size() == 1)
          fail("has a shape that is no tuple: `(n)` for `(n,)`");
        return dimensions;
      }
      if (!comma)
        expect(')');
      if (dimensions.size() == maxFileRank)
        fail("has more than " + std::to_string(maxFileRank) + " dimensions");
    }
  }

  uint64_t parseDimension() {
    skipBlanks();
    const char *begin = text.data() + position;
    uint64_t value = 0;
    auto [end, error] =
        std::from_chars(begin, text.data() + text.size(), value);
    if (error != std::errc() && error != std::errc::result_out_of_range)
      fail("has a shape with something that is not a dimension at byte " +
           std::to_string(position));
    position += static_cast<size_t>(end - begin);
    if (error != std::errc() || value > maxDimension)
      fail("has the dimension " + shown(std::string_view(begin, end), 40) +
           "; the largest possible is " + std::to_string(maxDimension));
    return value;
  }
};
} // namespace

NumberArray plexus::host::parseNpy(Bytes bytes, const std::string &file) {
  ByteReader reader(bytes, file);
  auto fail = [&](const std::string &reason) -> void {
    throw Error(Status::BadData, file, reason);
  };
  std::string_view start = startOf(bytes).substr(0, magic.size());
  if (!magic.starts_with(start))
    refuseOtherKind(startOf(bytes), file, Wanted::Array);
  reader.take(magic.size(), "the NPY magic number");
  if (start != magic)
    fail("is not an NPY file: it does not start with `\\x93NUMPY`");
  unsigned major = reader.u8("the version"), minor = reader.u8("the version");
  if (major < 1 || major > 3 || minor != 0)
    fail("has version " + std::to_string(major) + "." + std::to_string(minor) +
         " of the NPY format; 1.0, 2.0 and 3.0 are read");
  uint32_t length = major == 1 ? reader.u16Little("the header's length")
                               : reader.u32Little("the header's length");
  auto header = reader.take(length, "the header");
  HeaderParser parsed(
      {reinterpret_cast<const char *>(header.data()), header.size()}, file);
  parsed.parse();
  std::optional<uint64_t> size =
      checkedBytes(*parsed.shape, bytesOf(*parsed.type), maxFileRank);
  if (!size)
    fail("has the impossible shape " + shownShape(*parsed.shape));
  if (*size != reader.remaining())
    fail("has " + counted(reader.remaining(), "byte") +
         " of data, but its shape " + shownShape(*parsed.shape) + " takes " +
         std::to_string(*size));
  uint64_t offset = reader.offset();
  return {*parsed.type,         /*bigEndian=*/false,
          *parsed.fortranOrder, std::move(*parsed.shape),
          std::move(bytes),     offset};
}

NumberArray plexus::host::readNpy(const std::string &path) {
  return parseNpy(readFile(path), path);
}

void plexus::host::writeNpy(const std::string &path, plx_type type,
                            std::span<const uint64_t> shape, const void *data) {
  uint64_t elementBytes = type == PLX_F64 ? 8 : 4;
  std::optional<uint64_t> size = checkedBytes(shape, elementBytes, maxFileRank);
  if (!size)
    throw Error(Status::Internal, path, "has too many elements to write");
  std::string header = std::string("{'descr': '") +
                       (type == PLX_F64   ? "<f8"
                        : type == PLX_I32 ? "<i4"
                                          : "<f4") +
                       "', 'fortran_order': False, 'shape': (";
  for (size_t i = 0; i < shape.size(); ++i)
    header += (i ? ", " : "") + std::to_string(shape[i]);
  header += shape.size() == 1 ? ",), }" : "), }";
  // Magic, version and length are ten bytes; data starts at a multiple of 64.
  header.resize((header.size() + 11 + 63) / 64 * 64 - 11, ' ');
  header += '\n';
  std::string start(magic);
  start += {1, 0, static_cast<char>(header.size() & 0xFF),
            static_cast<char>(header.size() >> 8)};
  AtomicFile file(path);
  file.write(start);
  file.write(header);
  file.write({static_cast<const uint8_t *>(data), *size});
  file.commit();
}
