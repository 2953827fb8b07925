//===- DatasetTest.cpp - From a description to arrays ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Dataset.h"
#include "Scratch.h"
#include "Sources.h"
#include "runtime/data/GivenFile.h"
#include "runtime/files/Npy.h"

#include <cmath>
#include <map>
#include <set>

using namespace plexus::host;
using namespace plexus::host::sources;

namespace {
/// A file in the place of what the program's `own` source names.
Array given(GivenFile file, const plx_value &value, plx_type element,
            const json *own = nullptr) {
  return loadValue(sourceOf(file, value, own), value, element, {});
}
} // namespace

TEST(Dataset, LoadsCsvOnceForTwoValues) {
  Scratch scratch;
  scratch.write("d.csv", "1,2,0\n3,4,2\n5,6,1.0\n");
  json data = {
      {"train",
       {{"x", op("/", csv("d.csv", 0, 2), 2)}, {"y", csv("d.csv", 2, 3)}}}};
  Dataset set = load(data, xy, PLX_F32, scratch.folder);
  EXPECT_EQ(set.train.count, 3u);
  EXPECT_EQ(set.validation.count, 0u);
  EXPECT_EQ(all<float>(set.train.values[0]),
            (std::vector<float>{0.5, 1, 1.5, 2, 2.5, 3}));
  EXPECT_EQ(all<int32_t>(set.train.values[1]), (std::vector<int32_t>{0, 2, 1}));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(set.train.values[0].row(0)) %
                PLX_ALIGNMENT,
            0u);
  // The folder is joined to relative names only.
  data["train"]["x"] = csv(scratch.path("d.csv"), 0, 2);
  set = load(data, onlyX, PLX_F64, "/nowhere");
  EXPECT_EQ(all<double>(set.train.values[0]),
            (std::vector<double>{1, 2, 3, 4, 5, 6}));
}

TEST(Dataset, ArithmeticIsDoneInDouble) {
  auto values = [](json source) {
    Dataset set = load(training(source), onlyX, PLX_F32);
    return all<float>(set.train.values[0]);
  };
  json rows = table({{1, 2}, {3, 4}});
  EXPECT_EQ(values(op("-", 1, rows)), (std::vector<float>{0, -1, -2, -3}));
  EXPECT_EQ(values(op("/", rows, rows)), (std::vector<float>{1, 1, 1, 1}));
  EXPECT_EQ(values(op("+", op("*", rows, 3), rows)),
            (std::vector<float>{4, 8, 12, 16}));
  // 1/10 in float, times 3 in float, would be one bit higher.
  EXPECT_EQ(values(op("*", op("/", rows, 10), 3))[0],
            static_cast<float>(1 / 10.0 * 3));
  // 1e300 is beyond f32, its square root's worth is not.
  EXPECT_EQ(values(op("/", op("*", rows, 1e300), 1e300))[3], 4.0f);
}

TEST(Dataset, RowsMatchByNumberOfElements) {
  plx_value image = {"x", square, 3, PLX_F32, 2, 0, 0, 0};
  Dataset set = load(training(table({{1, 2}})), std::span(&image, 1), PLX_F32);
  EXPECT_EQ(set.train.values[0].rowElements(), 2u);
}

TEST(Dataset, PartsOfTheirOwn) {
  json data = {{"train", {{"x", table({{1, 2}})}}},
               {"validation", {{"x", table({{3, 4}, {5, 6}})}}},
               {"test", {{"x", table({{7, 8}})}}}};
  Dataset set = load(data, onlyX, PLX_F32);
  EXPECT_EQ(set.validation.count, 2u);
  EXPECT_EQ(all<float>(set.test.values[0]), (std::vector<float>{7, 8}));
  data["split"] = {{"test", {{"rows", 1}}}};
  data["train"]["x"] = table({{1, 2}, {3, 4}});
  EXPECT_TRUE(fails([&] { load(data, onlyX, PLX_F32); }, Status::BadData,
                    "data: `test` and `split` both give the test rows"));
}

TEST(Dataset, SplitsKeepRowsTogether) {
  json x = json::array(), y = json::array();
  for (int i = 0; i < 60; ++i) {
    x.push_back({i, -i});
    y.push_back({i % 3});
  }
  json data = {{"train", {{"x", table(x)}, {"y", table(y)}}},
               {"split",
                {{"validation", {{"fraction", 0.2}}},
                 {"test", {{"rows", 15}}},
                 {"stratify", "y"},
                 {"seed", 7}}}};
  Dataset set = load(data, xy, PLX_F64);
  std::set<double> seen;
  std::map<const Rows *, uint64_t> sizes = {
      {&set.train, 33}, {&set.validation, 12}, {&set.test, 15}};
  for (auto [part, size] : sizes) {
    EXPECT_EQ(part->count, size);
    auto xs = all<double>(part->values[0]);
    auto ys = all<int32_t>(part->values[1]);
    std::map<int32_t, uint64_t> classes;
    for (size_t i = 0; i < ys.size(); ++i) {
      seen.insert(xs[2 * i]);
      EXPECT_EQ(xs[2 * i + 1], -xs[2 * i]);
      EXPECT_EQ(ys[i], int(xs[2 * i]) % 3);
      ++classes[ys[i]];
    }
    for (auto [label, count] : classes)
      EXPECT_EQ(count, size / 3) << label;
  }
  EXPECT_EQ(seen.size(), 60u);
}

TEST(Dataset, BadNumbersHaveAPlace) {
  Scratch scratch;
  auto loading = [&](const char *text) {
    scratch.write("d.csv", text);
    return [&] {
      json data = {
          {"train", {{"x", csv("d.csv", 1, 3)}, {"y", csv("d.csv", 3, 4)}}},
          {"split", json::object()}};
      data["train"]["x"]["skip"] = 1;
      data["train"]["y"]["skip"] = 1;
      load(data, xy, PLX_F32, scratch.folder);
    };
  };
  std::string file = scratch.path("d.csv");
  EXPECT_TRUE(fails(loading("h\nann,1,2,0\nbob,1,2,3\n"), Status::BadData,
                    file + ":3:9: `3` is not one of the classes of `y`, 0 to "
                           "2"));
  EXPECT_TRUE(fails(loading("h\nann,1,2,-1\n"), Status::BadData,
                    file + ":2:9: `-1` is not one of the classes of `y`, 0 to "
                           "2"));
  EXPECT_TRUE(fails(loading("h\nann,1,2, 1.5\n"), Status::BadData,
                    file + ":2:10: `1.5` is not a whole number, but `y` is an "
                           "index"));
  EXPECT_TRUE(fails(loading("h\nann,1,1e300,0\n"), Status::BadData,
                    file + ":2:7: `1e300` is too large for f32"));
  EXPECT_TRUE(fails(loading("h\nann,1,x,0\n"), Status::BadData,
                    "...:2:7: `x` is not a number"));
  EXPECT_TRUE(fails(loading("h\nann,1,2\n"), Status::BadData,
                    file + ":2:1: the row has 3 fields, but columns 3..4 are "
                           "asked for (the first column is 0)"));

  double numbers[] = {1, 2, 3, NAN};
  writeNpy(scratch.path("n.npy"), PLX_F64, std::vector<uint64_t>{2, 2},
           numbers);
  json npy = {{"kind", "npy"}, {"file", "n.npy"}};
  EXPECT_TRUE(
      fails([&] { load(training(npy), onlyX, PLX_F64, scratch.folder); },
            Status::BadData,
            scratch.path("n.npy") +
                ": row 1, element 1: `nan` is not a finite number"));
  EXPECT_TRUE(fails(
      [&] { load(training(op("/", table({{1, 0}}), 0)), onlyX, PLX_F32); },
      Status::BadData,
      "table: row 0, element 0: `1 / 0` is not a finite "
      "number"));
}

TEST(Dataset, WhatIsTooLargeIsCalledSo) {
  Scratch scratch;
  scratch.write("d.csv", "1,-1e300\n");
  double numbers[] = {1, 1e39};
  writeNpy(scratch.path("n.npy"), PLX_F64, std::vector<uint64_t>{1, 2},
           numbers);
  json npy = {{"kind", "npy"}, {"file", "n.npy"}};
  json large = csv("d.csv", 0, 2);
  std::string cell = scratch.path("d.csv") + ":1:3: ";
  struct {
    json source;
    plx_type element;
    std::string message;
  } cases[] = {
      {large, PLX_F32, cell + "`-1e300` is too large for f32"},
      {op("*", large, 1e10), PLX_F32,
       cell + "`-1e300 * 1e+10` is too large for f32"},
      {op("*", large, 1e10), PLX_F64,
       cell + "`-1e300 * 1e+10` is too large for f64"},
      {op("/", op("*", large, 1e10), 2), PLX_F64,
       cell + "`(-1e300 * 1e+10) / 2` is too large for f64"},
      {op("/", 1, op("-", large, large)), PLX_F64,
       scratch.path("d.csv") + ":1:1: `1 / (1 - 1)` is not a finite number"},
      {npy, PLX_F32,
       scratch.path("n.npy") +
           ": row 0, element 1: `1e+39` is too large for f32"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(fails(
        [&] { load(training(c.source), onlyX, c.element, scratch.folder); },
        Status::BadData, c.message));
}

TEST(Dataset, ShapesThatDisagreeAreNamed) {
  Scratch scratch;
  scratch.write("a.csv", "1,2\n3,4\n");
  scratch.write("b.csv", "0\n");
  std::string a = scratch.path("a.csv"), b = scratch.path("b.csv");
  json data = {{"train", {{"x", csv(a, 0, 2)}, {"y", csv(b, 0, 1)}}}};
  EXPECT_TRUE(fails([&] { load(data, xy, PLX_F32); }, Status::BadData,
                    b + ": has 1 row for `y`, but `x` has 2 from " + a));
  EXPECT_TRUE(fails([&] { load(training(csv(b, 0, 1)), onlyX, PLX_F32); },
                    Status::BadData,
                    b + ": has rows of 1 number, but `x` [2] takes 2"));
  EXPECT_TRUE(fails(
      [&] {
        load(training(op("+", csv(a, 0, 2), csv(b, 0, 1))), onlyX, PLX_F32);
      },
      Status::BadData,
      a + ": operands of `+` have different shapes: 2 rows of 2 and, from " +
          b + ", 1 row of 1"));
  EXPECT_TRUE(
      fails([&] { load(training(table({{1, 2}, {3}})), onlyX, PLX_F32); },
            Status::BadData, "table: row 1 has 1 number, but row 0 has 2"));
  std::string scalar = scratch.path("s.npy"), none = scratch.path("0.npy");
  double one = 1;
  writeNpy(scalar, PLX_F64, {}, &one);
  writeNpy(none, PLX_F64, std::vector<uint64_t>{0, 2}, &one);
  EXPECT_TRUE(fails([&] { given({scalar}, xy[0], PLX_F32); }, Status::BadData,
                    scalar + ": holds a single number; rows are needed"));
  EXPECT_TRUE(fails([&] { given({none}, xy[0], PLX_F32); }, Status::BadData,
                    none + ": has the shape [0, 2], which holds no numbers"));
}

TEST(Dataset, DescriptionsThatNoCompilerWritesAreInternal) {
  for (json data : {json(3), json::object(), training({{"kind", "jpeg"}}),
                    training({{"kind", "csv"}}), training({{"kind", "table"}}),
                    training(op("%", table({{1, 2}}), 1)),
                    training(op("+", 1, 2)), training(table({{"a", "b"}}))})
    EXPECT_TRUE(fails([&] { load(data, onlyX, PLX_F32); }, Status::Internal,
                      "...the description of the data "))
        << data;
}

TEST(Dataset, GivenFilesGoThroughTheProgramsArithmetic) {
  Scratch scratch;
  std::string bare = scratch.write("b.csv", "50,5\n");
  json own = op("/", op("-", csv("own.csv", 1, 3), 10), 100);
  std::vector<double> expected = {0.4, -0.05};
  EXPECT_EQ(all<double>(given({bare}, xy[0], PLX_F64, &own)), expected);
  EXPECT_EQ(all<double>(given({bare}, xy[0], PLX_F64)),
            (std::vector<double>{50, 5}));
  // A file like the program's own, with a header and a name in column 0.
  std::string full = scratch.write("f.csv", "id,a,b,y\nm,50,5,1\n");
  EXPECT_EQ(all<double>(given({full, 1}, xy[0], PLX_F64, &own)), expected);
  EXPECT_EQ(all<int32_t>(given({scratch.write("y.csv", "1\n2\n")}, xy[1],
                               PLX_F64, &own["left"]["left"])),
            (std::vector<int32_t>{1, 2}));
  double numbers[] = {50, 5};
  std::string npy = scratch.path("x.npy");
  writeNpy(npy, PLX_F64, std::vector<uint64_t>{1, 2}, numbers);
  EXPECT_EQ(all<double>(given({npy}, xy[0], PLX_F64, &own)), expected);
  // Rows in the source are a place for a file too, and a sum of two columns of
  // one file is that of another's.
  json rows = op("/", table({{1, 2}, {3, 4}}), 100);
  EXPECT_EQ(all<double>(given({bare}, xy[0], PLX_F64, &rows)),
            (std::vector<double>{0.5, 0.05}));
  json whole = {{"kind", "csv"}, {"file", "own.csv"}};
  json square = op("*", whole, whole);
  EXPECT_EQ(all<double>(given({bare}, xy[0], PLX_F64, &square)),
            (std::vector<double>{2500, 25}));
  json sum = op("+", csv("own.csv", 0, 2), csv("own.csv", 1, 3));
  EXPECT_EQ(all<double>(given({scratch.write("s.csv", "1,2,3\n")}, xy[0],
                              PLX_F64, &sum)),
            (std::vector<double>{3, 5}));
}

TEST(Dataset, GivenTablesMayHaveTheProgramsDelimiterOrCommas) {
  Scratch scratch;
  json own = csv("own.csv", 1, 3);
  own["delimiter"] = ";";
  for (const char *text : {"1;2\n", "0;1;2;3\n", "1,2\n"})
    EXPECT_EQ(
        all<float>(given({scratch.write("d.csv", text)}, xy[0], PLX_F32, &own)),
        (std::vector<float>{1, 2}))
        << text;
}

TEST(Dataset, GivenFilesThatCannotStandForTheProgramsOwn) {
  Scratch scratch;
  std::string file = scratch.write("x.csv", "1,2,3\n");
  json two = op("+", csv("a.csv", 0, 2), csv("b.csv", 0, 2));
  EXPECT_TRUE(fails([&] { given({file}, xy[0], PLX_F32, &two); }, Status::Usage,
                    "the program computes `x` from `a.csv` and `b.csv`, and "
                    "one file cannot stand for both; --raw takes the numbers "
                    "that come out"));
  json own = csv("a.csv", 4, 6);
  EXPECT_TRUE(fails([&] { given({file}, xy[0], PLX_F32, &own); },
                    Status::BadData,
                    file + ": has rows of 3 numbers, but `x` [2] takes 2, or "
                           "all 6 up to its last in `a.csv`"));
  EXPECT_TRUE(fails([&] { given({file}, xy[0], PLX_F32); }, Status::BadData,
                    file + ": has rows of 3 numbers, but `x` [2] takes 2"));
}

TEST(Dataset, SingleValuesByNameOfTheFile) {
  Scratch scratch;
  std::string csv = scratch.write("a.csv.gz", gzip("1,2\n3,4\n"));
  std::string idx = scratch.write(
      "t-ubyte", std::string("\0\0\x8\2\0\0\0\1\0\0\0\2\7\5", 14));
  EXPECT_EQ(all<float>(given({csv}, xy[0], PLX_F32)),
            (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(all<float>(given({idx}, xy[0], PLX_F32)),
            (std::vector<float>{7, 5}));
  EXPECT_TRUE(fails([&] { given({"x.txt"}, xy[0], PLX_F32); }, Status::Usage,
                    "x.txt: is of no kind that is read; names end in .csv, "
                    ".npy, .idx or ubyte, and .gz after it"));

  Array array = given({csv}, xy[0], PLX_F64);
  for (const char *name : {"o.csv", "o.npy"}) {
    saveValue(scratch.path(name), xy[0], array);
    EXPECT_EQ(all<double>(given({scratch.path(name)}, xy[0], PLX_F64)),
              (std::vector<double>{1, 2, 3, 4}))
        << name;
  }
  plx_value image = {"x", square, 3, PLX_F32, 2, 0, 0, 0};
  saveValue(scratch.path("i.npy"), image, array);
  EXPECT_EQ(readNpy(scratch.path("i.npy")).shape,
            (std::vector<uint64_t>{2, 1, 2, 1}));
  EXPECT_TRUE(fails([&] { saveValue("x.txt", xy[0], array); }, Status::Usage,
                    "x.txt: is of no kind that is written; names end in .csv "
                    "or .npy"));
}
