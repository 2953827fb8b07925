//===- CsvTest.cpp - Tables of numbers as text ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Csv.h"
#include "Scratch.h"

#include <clocale>
#include <limits>
#include <unistd.h>

using namespace plexus::host;
using Numbers = std::vector<double>;

static Numbers valuesOf(const std::string &text, CsvFormat format = {},
                        std::vector<CsvColumns> columns = {}) {
  Scratch scratch;
  return readCsv(scratch.write("f.csv", text), format, columns).values;
}

TEST(Csv, ReadsNumbers) {
  EXPECT_EQ(valuesOf("1,-2.5,3e2\n0,1e-3,-0\n"),
            (Numbers{1, -2.5, 300, 0, 1e-3, 0}));
  EXPECT_EQ(valuesOf("7"), Numbers{7});
  EXPECT_EQ(valuesOf("\xEF\xBB\xBF"
                     "1, 2\t\r\n 3,4\r\n\r\n\n"),
            (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(valuesOf("a,b\nc\n1;2\n3;4\n", {2, ';'}), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(valuesOf("1\t2\n", {0, '\t'}), (Numbers{1, 2}));
  EXPECT_EQ(valuesOf("5e-324,1.7976931348623157e308\n"),
            (Numbers{5e-324, std::numeric_limits<double>::max()}));
}

TEST(Csv, ReadsOnlyTheColumnsAskedFor) {
  std::string text = "ann,1,2,3,x\nbob,4,5,6,y\n";
  EXPECT_EQ(valuesOf(text, {}, {{1, 3}}), (Numbers{1, 2, 4, 5}));
  EXPECT_EQ(valuesOf(text, {}, {{3, 4}, {1, 2}, {1, 2}}),
            (Numbers{1, 3, 4, 6}));
}

TEST(Csv, LinesMayCrossBuffers) {
  std::string text;
  Numbers expected;
  for (int i = 0; i < 300'000; ++i) {
    text += std::to_string(i) + "\n";
    expected.push_back(i);
  }
  EXPECT_EQ(valuesOf(text), expected);
  std::string wide = "1";
  for (int i = 0; i < 400'000; ++i)
    wide += ",1";
  EXPECT_EQ(valuesOf(wide + "\n" + wide).size(), 800'002u);
}

TEST(Csv, BadRowsHaveAPlace) {
  Scratch scratch;
  std::string file = scratch.path("f.csv");
  struct {
    std::string text, where, reason;
  } cases[] = {
      {"", "", "has no rows"},
      {"\n\n", "", "has no rows"},
      {"1,2\n3\n", ":2:2",
       "the row has 1 field, but line 1 has 2; if line 1 "
       "is a header, skip it with `skip: 1`"},
      {"1,2\n3,4\n5,6,7\n", ":3:5", "the row has 3 fields, but line 1 has 2"},
      {"1\n\n2\n", ":2:1", "an empty line before a row"},
      {"1\n2,\n", ":2:3", "...the row has 2 fields"},
      {"1,2\n3,\n", ":2:3", "an empty field"},
      {"x,y\n1,2\n", ":1:1",
       "`x` is not a number; if the file starts with a header, skip it with "
       "`skip: 1`"},
      {"1e999,y\n1,2\n", ":1:1", "`1e999` is beyond the range of a double"},
      {"-.5x\n1\n", ":1:1", "`-.5x` is not a number"},
      {std::string("1\n2\0\n", 5), ":2:2", "a NUL byte in a text file"},
      {"1,2\n3,nan\n", ":2:3", "`nan` is not a finite number"},
      {"1\n-inf\n", ":2:1", "`-inf` is not a finite number"},
      {"1\nNaN(7)\n", ":2:1", "`NaN(7)` is not a finite number"},
      {"1\nInfinity\n", ":2:1", "`Infinity` is not a finite number"},
      {"1\n1e999\n", ":2:1", "`1e999` is beyond the range of a double"},
      {"1\n-1e999\n", ":2:1", "`-1e999` is beyond the range of a double"},
      {"1\n 0x10\n", ":2:2", "`0x10` is not a decimal number"},
      {"1\n1e\n", ":2:1", "`1e` is not a number"},
      {"1\n+1\n", ":2:1", "`+1` is not a number"},
      {"1\n1 2\n", ":2:1", "`1 2` is not a number"},
      {"1\n\"3\"\n", ":2:1", "`\"3\"` is not a number"},
      {"1\n\x1b[2J\n", ":2:1", "`\\x1b[2J` is not a number"},
      {"1\r2\n", ":1:1", "...`1\\x0d2` is not a number"},
  };
  for (const auto &c : cases) {
    scratch.write("f.csv", c.text);
    bool part = c.reason.starts_with("...");
    std::string message = part ? c.reason : file + c.where + ": " + c.reason;
    EXPECT_TRUE(fails([&] { readCsv(file); }, Status::BadData, message));
    scratch.write("g.csv.gz", gzip(c.text));
    EXPECT_TRUE(
        fails([&] { readCsv(scratch.path("g.csv.gz")); }, Status::BadData,
              part ? c.reason
                   : scratch.path("g.csv.gz") + c.where + ": " + c.reason));
  }
}

TEST(Csv, HeaderOnlyAndMissingColumns) {
  Scratch scratch;
  std::string file = scratch.write("f.csv", "a,b\n");
  EXPECT_TRUE(fails([&] { readCsv(file, {1, ','}); }, Status::BadData,
                    file + ": has no rows after the 1 line to skip"));
  scratch.write("f.csv", "1,2\n");
  for (CsvColumns range : {CsvColumns{1, 3}, {2, 3}, {0, UINT64_MAX}, {1, 1}}) {
    CsvColumns ranges[] = {range};
    EXPECT_TRUE(fails([&] { readCsv(file, {}, ranges); }, Status::BadData,
                      file + ":1:1: the row has 2 fields, but columns " +
                          std::to_string(range.begin) + ".." +
                          std::to_string(range.end) +
                          " are asked for (the first column is 0)"));
  }
}

TEST(Csv, DecimalCommaIsRefusedInEveryLocale) {
  Scratch scratch;
  // Where the locale is not installed this is the same test in the C locale.
  const char *before = std::setlocale(LC_ALL, nullptr);
  std::string saved = before ? before : "C";
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  std::string file = scratch.write("f.csv", "1.5;2\n1,5;2\n");
  auto result = fails([&] { readCsv(file, {0, ';'}); }, Status::BadData,
                      file + ":2:1: `1,5` is not a number; the decimal mark "
                             "is a point");
  scratch.write("f.csv", "1.5\n");
  EXPECT_EQ(readCsv(file).values, Numbers{1.5});
  std::setlocale(LC_ALL, saved.c_str());
  EXPECT_TRUE(result);
}

TEST(Csv, EndlessLineIsRefusedEarly) {
  Scratch scratch;
  std::string file = scratch.write("f.csv", "1,2\n");
  // A hole of 1 GiB takes no disk; after its first NUL nothing is read.
  ASSERT_EQ(::truncate(file.c_str(), 1 << 30), 0);
  EXPECT_TRUE(fails([&] { readCsv(file); }, Status::BadData,
                    file + ":2:1: a line of more than 16 MiB"));
  scratch.write("g.csv", std::string((16 << 20) + 1, '1') + "\n");
  EXPECT_TRUE(
      fails([&] { readCsv(scratch.path("g.csv")); }, Status::BadData,
            scratch.path("g.csv") + ":1:1: a line of more than 16 MiB"));
}

TEST(Csv, WritesWhatReadsBackAsTheSame) {
  Scratch scratch;
  std::string file = scratch.path("f.csv");
  double numbers[] = {0.1, -1e300, 5e-324, 1.0 / 3, 0, 123456789};
  writeCsv(file, PLX_F64, 2, 3, numbers);
  CsvTable table = readCsv(file);
  EXPECT_EQ(table.rows, 2u);
  EXPECT_EQ(table.values, Numbers(numbers, numbers + 6));
  float singles[] = {0.1f, 1.0f / 3};
  writeCsv(file, PLX_F32, 2, 1, singles);
  Bytes bytes = readFile(file);
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()), "0.1\n0.33333334\n");
  int32_t labels[] = {3, -1};
  writeCsv(file, PLX_I32, 1, 2, labels);
  EXPECT_EQ(readCsv(file).values, (Numbers{3, -1}));
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"f.csv"});
}

TEST(Csv, FindsThePlaceOfAField) {
  Scratch scratch;
  std::string file = scratch.write("f.csv", "h\r\n1, 22,3\r\n4,5,  6\r\n");
  CsvField field = fieldInCsv(file, {1, ','}, 0, 1);
  EXPECT_EQ(field.place, file + ":2:4");
  EXPECT_EQ(field.text, "22");
  EXPECT_EQ(fieldInCsv(file, {1, ','}, 1, 2).place, file + ":3:7");
}
