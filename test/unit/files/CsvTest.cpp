//===- CsvTest.cpp - Tables of numbers as text ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Csv.h"
#include "Scratch.h"

#include <clocale>
#include <cmath>
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
      {"1,2\n3\n", ":2:2", "the row has 1 field, but line 1 has 2"},
      {"1,2\n3,4\n5,6,7\n", ":3:5", "the row has 3 fields, but line 1 has 2"},
      {"1\n\n2\n", ":2:1", "an empty line before a row"},
      {"1\n2,\n", ":2:3", "...the row has 2 fields"},
      {"1,2\n3,\n", ":2:3", "an empty field"},
      {"x,y\n1,2\n", ":1:1",
       "`x` is not a number; if line 1 is a header, skip it with `skip: 1`"},
      {"1e999,y\n1,2\n", ":1:1", "`1e999` is too large for f64"},
      {"-.5.\n1\n", ":1:1", "`-.5.` is not a number"},
      {std::string("1\n2\0\n", 5), ":2:2", "a NUL byte in a text file"},
      {"1,2\n3,nan\n", ":2:3", "`nan` is not a finite number"},
      {"1\n-inf\n", ":2:1", "`-inf` is not a finite number"},
      {"1\nNaN(7)\n", ":2:1", "`NaN(7)` is not a finite number"},
      {"1\nInfinity\n", ":2:1", "`Infinity` is not a finite number"},
      {"1\n1e999\n", ":2:1", "`1e999` is too large for f64"},
      {"1\n-1e999\n", ":2:1", "`-1e999` is too large for f64"},
      {"1\n+1e99999999999999999999\n", ":2:1",
       "`+1e99999999999999999999` is too large for f64"},
      {"1\n 0x10\n", ":2:2", "`0x10` is not a decimal number"},
      {"1\n1e\n", ":2:1", "`1e` is not a number"},
      {"1\n+-1\n", ":2:1", "`+-1` is not a number"},
      {"1\n++1\n", ":2:1", "`++1` is not a number"},
      {"1\n+true\n", ":2:1", "`+true` is not a number"},
      {"1\ntRUE\n", ":2:1", "`tRUE` is not a number"},
      {"1\n1 2\n", ":2:1", "`1 2` is not a number"},
      {"1\n3\"\n", ":2:1", "`3\"` is not a number"},
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

TEST(Csv, ReadsTruthValuesAndSigns) {
  EXPECT_EQ(valuesOf("True,true,TRUE,False,false,FALSE,+1.0,+.5e1\n"),
            (Numbers{1, 1, 1, 0, 0, 0, 1, 5}));
}

TEST(Csv, WhatIsTooSmallIsZero) {
  std::string longZero = "0." + std::string(400, '0') + "1";
  for (const std::string &field :
       {std::string("1e-999"), std::string("-1e-99999999999999999999"),
        longZero, "1" + std::string(400, '0') + "e-800"})
    EXPECT_EQ(valuesOf(field), Numbers{0}) << field;
  EXPECT_TRUE(std::signbit(valuesOf("-1e-999")[0]));
}

TEST(Csv, QuotedFieldsAreOneField) {
  // As in the public file of the Titanic.
  std::string titanic = "PassengerId,Survived,Pclass,Name,Sex,Age\n"
                        "1,0,3,\"Braund, Mr. Owen Harris\",male,22\n"
                        "2,1,1,\"Cumings, Mrs. \"\"Florence\"\"\",female,38\n";
  EXPECT_EQ(valuesOf(titanic, {1, ','}, {{1, 3}, {5, 6}}),
            (Numbers{0, 3, 22, 1, 1, 38}));
  EXPECT_EQ(valuesOf("\"1.5\", \"-2\" ,\" 3 \"\n\"True\",\"4\",+5\n"),
            (Numbers{1.5, -2, 3, 1, 4, 5}));
  EXPECT_EQ(valuesOf("\"a\nb\r\n\n,\"\"\",1\r\n\"\",2", {}, {{1, 2}}),
            (Numbers{1, 2}));
  // A quote that does not begin a field is text.
  EXPECT_EQ(valuesOf("5\" pipe,1\na\"b\"c,2\n", {}, {{1, 2}}), (Numbers{1, 2}));
  EXPECT_EQ(valuesOf("\"1\"\t\"a\tb\"\t2\n", {0, '\t'}, {{0, 1}, {2, 3}}),
            (Numbers{1, 2}));
  EXPECT_EQ(valuesOf("\xEF\xBB\xBF\"1\",2\n"), (Numbers{1, 2}));
}

TEST(Csv, RowsOfSeveralLinesMayCrossBuffers) {
  std::string text;
  Numbers expected;
  for (int i = 0; i < 3000; ++i) {
    text += "\"" + std::string(size_t(i), '\n') + "\"\"\"," +
            std::to_string(i) + "\n";
    expected.push_back(i);
  }
  EXPECT_EQ(valuesOf(text, {}, {{1, 2}}), expected);
}

TEST(Csv, BadQuotesHaveAPlace) {
  Scratch scratch;
  std::string stray = "text behind a closing quote",
              open = "the quote of this field is not closed";
  struct {
    std::string text, where, reason;
    std::vector<CsvColumns> columns = {};
  } cases[] = {
      {"1,2\n3,\"4\"5\n", ":2:6",
       stray + "; inside quotes a quote is written twice"},
      {"1,\"a\" \"b\"\n", ":1:7",
       stray + "; inside quotes a quote is written twice"},
      {"1,\"a\n b\"c\n", ":2:4",
       stray + "; inside quotes a quote is written twice"},
      {"\"a\";\"b\"\n1;2\n", ":1:4",
       stray + "; its delimiter seems to be `;`: read it with `delimiter: "
               "\";\"`"},
      {"1,2\n3, \"4\n5,6\n", ":2:4", open},
      {"\"", ":1:1", open},
      {"1,\"\"\"\n\n\n", ":1:3", open},
      {"1,\"a\nb\",\"c\n", ":2:4", open},
      {"1,\"a\nb\",1 2\n", ":2:4", "`1 2` is not a number", {{2, 3}}},
      {"1,\"4,5\"\n", ":1:3",
       "`4,5` is not a number; the decimal mark is a "
       "point"},
      {"1,\"\"\n", ":1:3", "an empty field"},
      {"\"a\nb\",1\n2,3,4\n",
       ":3:5",
       "the row has 3 fields, but line 1 has 2",
       {{1, 2}}},
      {"1,2\n\"a\nb\"\n",
       ":3:3",
       "the row has 1 field, but line 1 has 2",
       {{1, 2}}},
  };
  for (const auto &c : cases) {
    std::string file = scratch.write("f.csv", c.text);
    EXPECT_TRUE(fails([&] { readCsv(file, {}, c.columns); }, Status::BadData,
                      file + c.where + ": " + c.reason));
  }
}

TEST(Csv, EndlessQuoteIsRefusedEarly) {
  Scratch scratch;
  std::string lines;
  for (int i = 0; i < 20 << 10; ++i)
    lines += std::string(1023, '1') + "\n";
  std::string file = scratch.write("f.csv", "1,2\n3,\"" + lines);
  EXPECT_TRUE(fails([&] { readCsv(file); }, Status::BadData,
                    file + ":2:3: the quote of this field is not closed within "
                           "16 MiB"));
}

TEST(Csv, AdviceIsGivenOnceAndFitsWhoCanTakeIt) {
  Scratch scratch;
  const CsvFormat comma, semicolon = {0, ';'}, skipped = {1, ','},
                         option = {0, ',', optionSettings};
  std::string header = "; if line 1 is a header, skip it with ",
              seems = "; its delimiter seems to be ";
  struct {
    std::string text;
    CsvFormat format;
    std::string where, reason;
  } cases[] = {
      {"a,b\n1,2\n", comma, ":1:1",
       "`a` is not a number" + header + "`skip: 1`"},
      {"a,b\n1,2\n", option, ":1:1",
       "`a` is not a number" + header + "`--skip=1`"},
      {",b\n1,2\n", comma, ":1:1", "an empty field" + header + "`skip: 1`"},
      {"1stFlr,2ndFlr\n1,2\n", comma, ":1:1",
       "`1stFlr` is not a number" + header + "`skip: 1`"},
      // Bad rows, not headers.
      {"a,b\nc,d\n", skipped, ":2:1", "`c` is not a number"},
      {"1,b\n1,2\n", comma, ":1:3", "`b` is not a number"},
      {"nan,b\n1,2\n", comma, ":1:1", "`nan` is not a finite number"},
      {",\n1,2\n", comma, ":1:1", "an empty field"},
      {"\na\n", comma, ":1:1", "an empty line before a row"},
      {"1;2;3\n", comma, ":1:1",
       "`1;2;3` is not a number" + seems +
           "`;`: read it with `delimiter: \";\"`"},
      {"a\tb\n1\t2\n", comma, ":1:1",
       "`a\\x09b` is not a number" + seems +
           "`\\t`: read it with `delimiter: \"\\t\"`"},
      {"1|2\n", option, ":1:1",
       "`1|2` is not a number" + seems + "`|`: write it with `,`"},
      {"1.0 2e+00 -3\n", comma, ":1:1",
       "`1.0 2e+00 -3` is not a number" + seems +
           "` `: read it with `delimiter: \" \"`"},
      {"no such word\n", comma, ":1:1",
       "`no such word` is not a number" + header + "`skip: 1`"},
      {"\"a\"\t\"b\"\n", comma, ":1:5",
       "text behind a closing quote" + seems +
           "`\\t`: read it with `delimiter: \"\\t\"`"},
      {"1,2,3\n", semicolon, ":1:1",
       "`1,2,3` is not a number" + seems +
           "`,`: read it with `delimiter: \",\"`"},
      {"1,5\n", semicolon, ":1:1",
       "`1,5` is not a number; the decimal mark is a point"},
      {"sep=;\n1;2\n", comma, ":1:1",
       "`sep=;` is for spreadsheets: pass over it with `skip: 1`, or with "
       "`skip: 2` if a header follows" +
           seems + "`;`: read it with `delimiter: \";\"`"},
      {"\xEF\xBB\xBFsep=,\r\n1,2\n", option, ":1:1",
       "`sep=,` is for spreadsheets: pass over it with `--skip=1`, or with "
       "`--skip=2` if a header follows"},
  };
  for (const auto &c : cases) {
    std::string file = scratch.write("f.csv", c.text);
    EXPECT_TRUE(fails([&] { readCsv(file, c.format); }, Status::BadData,
                      file + c.where + ": " + c.reason));
  }
  std::string file = scratch.write("f.csv", "1;2\n");
  CsvColumns columns[] = {{0, 2}};
  EXPECT_TRUE(fails([&] { readCsv(file, comma, columns); }, Status::BadData,
                    file +
                        ":1:1: the row has 1 field, but columns 0..2 are "
                        "asked for (the first column is 0)" +
                        seems + "`;`: read it with `delimiter: \";\"`"));
  EXPECT_EQ(delimiterAdvice(file, option), seems + "`;`: write it with `,`");
  EXPECT_EQ(delimiterAdvice(file, semicolon), "");
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
  file = scratch.write("g.csv", "h\n1,\"a\n,\"\"b\",\"7\"\n4,5,6\n");
  EXPECT_EQ(fieldInCsv(file, {1, ','}, 0, 1).text, "a\n,\"b");
  EXPECT_EQ(fieldInCsv(file, {1, ','}, 0, 2).place, file + ":3:7");
  EXPECT_EQ(fieldInCsv(file, {1, ','}, 0, 2).text, "7");
  EXPECT_EQ(fieldInCsv(file, {1, ','}, 1, 2).place, file + ":4:5");
}
