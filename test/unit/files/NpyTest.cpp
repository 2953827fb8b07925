//===- NpyTest.cpp - NumPy's .npy files -----------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Npy.h"
#include "Scratch.h"

#include <cmath>
#include <numeric>

using namespace plexus::host;
using Numbers = std::vector<double>;
using Shape = std::vector<uint64_t>;

static const std::string magic = "\x93NUMPY";

/// A file of version 1 with this header.
static std::string npy(const std::string &header, const std::string &data) {
  return magic + std::string("\1\0", 2) + little(header.size() + 1, 2) +
         header + "\n" + data;
}

/// The same with the header that NumPy writes.
static std::string npyOf(const std::string &descr, const std::string &shape,
                         const std::string &data,
                         const std::string &order = "False") {
  return npy("{'descr': '" + descr + "', 'fortran_order': " + order +
                 ", 'shape': " + shape + ", }",
             data);
}

static NumberArray parse(const std::string &text) {
  return parseNpy(bytesOf(text), "f.npy");
}

static Numbers all(const NumberArray &array, size_t count) {
  Numbers numbers(count);
  array.read(0, numbers);
  return numbers;
}

TEST(Npy, ReadsEveryType) {
  struct {
    std::string descr;
    int size;
    int64_t lowest;
  } types[] = {{"|u1", 1, 0},    {"|i1", 1, -128},       {"<u2", 2, 0},
               {"<i2", 2, -300}, {"<u4", 4, 0},          {"<i4", 4, -70000},
               {"<u8", 8, 0},    {"<i8", 8, -5000000000}};
  for (const auto &type : types) {
    std::string data;
    for (int64_t value : {int64_t(7), type.lowest})
      data += little(static_cast<uint64_t>(value), type.size);
    NumberArray array = parse(npyOf(type.descr, "(2,)", data));
    EXPECT_EQ(array.shape, Shape{2}) << type.descr;
    EXPECT_EQ(all(array, 2), (Numbers{7, double(type.lowest)})) << type.descr;
  }
  EXPECT_EQ(all(parse(npyOf("|b1", "(3,)", std::string("\0\1\1", 3))), 3),
            (Numbers{0, 1, 1}));
  // 1.5 as IEEE numbers.
  EXPECT_EQ(all(parse(npyOf("<f4", "(1,)", little(0x3fc00000, 4))), 1),
            Numbers{1.5});
  EXPECT_EQ(all(parse(npyOf("<f8", "(1,)", little(0x3ff8000000000000, 8))), 1),
            Numbers{1.5});
}

TEST(Npy, ReadsHalves) {
  // What NumPy 2 makes of them with `.astype('f8')`.
  std::string halves;
  for (uint64_t bits : {0x0001, 0x03ff, 0x0400, 0x3555, 0x7bff, 0xc000, 0x83ff})
    halves += little(bits, 2);
  EXPECT_EQ(all(parse(npyOf("<f2", "(7,)", halves)), 7),
            (Numbers{0x1p-24, 0x1.ff8p-15, 0x1p-14, 0x1.554p-2, 65504, -2,
                     -0x1.ff8p-15}));
  Numbers odd = all(
      parse(npyOf("<f2", "(3,)",
                  little(0x7c00, 2) + little(0xfc00, 2) + little(0x7e00, 2))),
      3);
  EXPECT_EQ(odd[0], INFINITY);
  EXPECT_EQ(odd[1], -INFINITY);
  EXPECT_TRUE(std::isnan(odd[2]));
}

TEST(Npy, ReadsFortranOrderAsNumPyIndexesIt) {
  // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4)).
  std::string data;
  for (char c : {0, 12, 4, 16, 8,  20, 1, 13, 5, 17, 9,  21,
                 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23})
    data += c;
  NumberArray array = parse(npyOf("|u1", "(2, 3, 4)", data, "True"));
  EXPECT_EQ(array.shape, (Shape{2, 3, 4}));
  Numbers expected(24);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(all(array, 24), expected);
  Numbers second(12), some(3);
  array.read(12, second);
  EXPECT_EQ(second, Numbers(expected.begin() + 12, expected.end()));
  array.read(7, some);
  EXPECT_EQ(some, (Numbers{7, 8, 9}));
  // X.T of [[1, 2, 3], [4, 5, 6]], two bytes a number.
  std::string halves;
  for (uint64_t bits : {0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600})
    halves += little(bits, 2);
  EXPECT_EQ(all(parse(npyOf("<f2", "(3, 2)", halves, "True")), 6),
            (Numbers{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(all(parse(npyOf("|u1", "(2,)", "ab", "True")), 2),
            (Numbers{97, 98}));
  EXPECT_EQ(all(parse(npyOf("|u1", "(0, 4)", "", "True")), 0), Numbers());
  EXPECT_EQ(all(parse(npyOf("|u1", "()", "a", "True")), 1), Numbers{97});
}

TEST(Npy, RowsOfEightDimensionsAreWrittenAndRead) {
  Scratch scratch;
  std::string file = scratch.path("f.npy");
  Shape shape = {2, 1, 1, 3, 1, 1, 1, 1, 1};
  float numbers[] = {1, 2, 3, 4, 5, 6};
  writeNpy(file, PLX_F32, shape, numbers);
  EXPECT_EQ(readNpy(file).shape, shape);
  EXPECT_EQ(all(readNpy(file), 6), Numbers(numbers, numbers + 6));
}

TEST(Npy, ReadsEveryVersionAndSpelling) {
  std::string header = "{'descr': '|u1', 'fortran_order': False, "
                       "'shape': (2, 3), }          \n";
  for (char version : {'\2', '\3'}) {
    NumberArray array = parse(magic + version + '\0' +
                              little(header.size(), 4) + header + "abcdef");
    EXPECT_EQ(array.shape, (Shape{2, 3}));
    EXPECT_EQ(all(array, 6), (Numbers{97, 98, 99, 100, 101, 102}));
  }
  for (const char *spelling :
       {"{\"shape\":(2,),\"descr\":\"|u1\",\"fortran_order\":False}",
        "{ 'fortran_order' : False , 'shape' : ( 2 , ) , 'descr' : '|u1' }"})
    EXPECT_EQ(all(parse(npy(spelling, "ab")), 2), (Numbers{97, 98}));
  EXPECT_EQ(parse(npyOf("|u1", "()", "a")).shape, Shape{});
  EXPECT_EQ(parse(npyOf("|u1", "(0, 4)", "")).shape, (Shape{0, 4}));
}

TEST(Npy, BadFilesSayWhy) {
  std::string good = "'fortran_order': False, 'shape': (1,), ";
  struct {
    std::string text, reason;
  } cases[] = {
      {"", "ends inside the NPY magic number (6 bytes, 0 are left)"},
      {"\x93NUM", "ends inside the NPY magic number (6 bytes, 4 are left)"},
      {"\1\2\3\4\5\6", "is not an NPY file: it does not start with "
                       "`\\x93NUMPY`"},
      {magic + "\2" + std::string(1, '\0') + little(0xFFFFFFF0, 4),
       "ends inside the header (4294967280 bytes, 0 are left)"},
      {magic + "\x9" + std::string(1, '\0') + little(0, 4),
       "has version 9.0 of the NPY format; 1.0, 2.0 and 3.0 are read"},
      {npy("", ""), "has a malformed header: `{` expected at byte 1"},
      {npy("{'descr': '|u1', 'shape': (1,), }", "a"),
       "has no `fortran_order` in its header"},
      {npy("{'descr': '|u1', 'fortran_order': False}", "a"),
       "has no `shape` in its header"},
      {npy("{" + good + "}", "a"), "has no `descr` in its header"},
      {npy("{'descr': '|u1', 'descr': '|u1', " + good + "}", "a"),
       "has `descr` twice in its header"},
      {npy("{'descr': '|u1', 'extra': 1, " + good + "}", "a"),
       "has an unknown key `extra` in its header"},
      {npy("{'descr': '|u1', " + good + "} + 1", "a"),
       "has something after its header's `}`"},
      {npy("__import__('os').system('x')", "a"),
       "has a malformed header: `{` expected at byte 0"},
      {npy("{'descr': str(1), " + good + "}", "a"),
       "has a malformed header: a type in quotes expected at byte 10"},
      {npy("{'descr': '|u1", "a"),
       "has a malformed header: a type in quotes expected at byte 11"},
      {npyOf("|O", "(1,)", "a"),
       "has the type `|O`; Python objects are never read"},
      {npyOf(">f4", "(1,)", "abcd"),
       "has the type `>f4`; big-endian numbers are not read, write them with "
       "`array.astype('<f4')`"},
      {npyOf("<c8", "(1,)", "abcdefgh"),
       "has the type `<c8`; bool, i1 to i8, u1 to u8, f2, f4 and f8 are read"},
      {npyOf("<U7", "(1,)", "abcd"),
       "has the type `<U7`; bool, i1 to i8, u1 to u8, f2, f4 and f8 are read"},
      {npyOf("<V2", "(1,)", "ab"),
       "has the type `<V2`; that is how bfloat16 is stored, write it with "
       "`array.astype('<f4')`"},
      {npy("{'descr': [('a', '<f4')], " + good + "}", "abcd"),
       "has a structured type; a plain array of numbers is needed"},
      {npyOf("|u1", "(1,)", "a", "0"),
       "has a `fortran_order` that is neither True nor False"},
      {npyOf("|u1", "(18446744073709551616,)", ""),
       "has the dimension 18446744073709551616; the largest possible is "
       "2147483647"},
      {npyOf("|u1", "(-1,)", ""),
       "has a shape with something that is not a dimension at byte 51"},
      {npyOf("<f4", "(65536, 65536)", ""),
       "has 0 bytes of data, but its shape [65536, 65536] takes 17179869184"},
      {npyOf("<f8", "(65536, 65536, 65536, 65536)", ""),
       "has the impossible shape [65536, 65536, 65536, 65536]"},
      {npyOf("|u1", "(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)", "a"),
       "has more than 9 dimensions"},
      {npyOf("|u1", "(1)", "a"),
       "has a shape that is no tuple: `(n)` for `(n,)`"},
      {npyOf("|u1", "[1]", "a"),
       "has a malformed header: `(` expected at byte 50"},
      {npyOf("<f4", "(2,)", "abcdefg"),
       "has 7 bytes of data, but its shape [2] takes 8"},
      {npyOf("<f4", "(2,)", "abcdefghi"),
       "has 9 bytes of data, but its shape [2] takes 8"},
  };
  Scratch scratch;
  for (const auto &c : cases) {
    EXPECT_TRUE(
        fails([&] { parse(c.text); }, Status::BadData, "f.npy: " + c.reason));
    std::string packed = scratch.write("f.npy.gz", gzip(c.text));
    EXPECT_TRUE(fails([&] { readNpy(packed); }, Status::BadData,
                      packed + ": " + c.reason));
  }
}

TEST(Npy, EveryTruncationIsFound) {
  std::string whole = npyOf("<f4", "(2, 2)", std::string(16, 'x'));
  EXPECT_EQ(parse(whole).shape, (Shape{2, 2}));
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_TRUE(fails([&] { parse(whole.substr(0, length)); }, Status::BadData,
                      "...f.npy: "))
        << length;
}

TEST(Npy, WritesWhatItReads) {
  Scratch scratch;
  std::string file = scratch.path("f.npy");
  float numbers[] = {1, 2.5f, -3, 1e30f, 0.1f, 0};
  writeNpy(file, PLX_F32, Shape{2, 3}, numbers);
  Bytes bytes = readFile(file);
  std::string header(bytes.begin() + 10, bytes.begin() + 128);
  EXPECT_EQ(bytes.size(), 128u + 24u);
  EXPECT_TRUE(header.starts_with(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   "));
  EXPECT_TRUE(header.ends_with(" \n"));
  NumberArray array = readNpy(file);
  EXPECT_EQ(array.shape, (Shape{2, 3}));
  EXPECT_EQ(all(array, 6), Numbers(numbers, numbers + 6));

  int32_t labels[] = {-1, 7};
  writeNpy(file, PLX_I32, Shape{2}, labels);
  EXPECT_EQ(readNpy(file).shape, Shape{2});
  EXPECT_EQ(all(readNpy(file), 2), (Numbers{-1, 7}));
  double one = 0.1;
  writeNpy(file, PLX_F64, {}, &one);
  EXPECT_EQ(all(readNpy(file), 1), Numbers{0.1});
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"f.npy"});
}
