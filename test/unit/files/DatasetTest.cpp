//===- DatasetTest.cpp - From a description to arrays ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Dataset.h"
#include "Scratch.h"
#include "runtime/data/GivenFile.h"
#include "runtime/files/Npy.h"

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace plexus::host;
using nlohmann::json;

namespace {
const uint64_t two[] = {2}, square[] = {1, 2, 1};

/// x: two numbers a row, y: an index of three classes.
const plx_value xy[] = {{"x", two, 1, PLX_F32, 2, 0, 0, 0},
                        {"y", nullptr, 0, PLX_I32, 1, 3, 0, 0}};
const plx_value onlyX[] = {xy[0]};

template <typename T> std::vector<T> all(const Array &array) {
  if (array.rows() == 0)
    return {};
  const T *first = static_cast<const T *>(array.row(0));
  return {first, first + array.rows() * array.rowElements()};
}

json csv(const std::string &file, uint64_t begin, uint64_t end) {
  return {{"kind", "csv"}, {"file", file}, {"columns", {begin, end}}};
}

json table(json rows) { return {{"kind", "table"}, {"rows", rows}}; }

json op(const char *name, json left, json right) {
  return {{"kind", "op"}, {"op", name}, {"left", left}, {"right", right}};
}

json training(json x) { return {{"train", {{"x", x}}}}; }

/// A file in the place of what the program's `own` source names.
Array given(GivenFile file, const plx_value &value, plx_type element,
            const json *own = nullptr) {
  return loadValue(sourceOf(file, value, own), value, element, {});
}

/// Loads data that learns what it has to learn.
Dataset load(const json &data, std::span<const plx_value> values,
             plx_type element, const std::string &folder = {}) {
  std::optional<LearntConstants> constants;
  return loadData(data, values, element, folder, constants);
}

json standardise(json source) {
  return {{"kind", "standardise"}, {"source", source}};
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

TEST(Dataset, StandardisesEachColumn) {
  json rows = table({{1, 7}, {2, 7}, {3, 7}, {6, 7}});
  std::optional<LearntConstants> constants;
  Dataset set =
      loadData(training(standardise(rows)), onlyX, PLX_F64, "", constants);
  double deviation = std::sqrt(14.0 / 4);
  // A column that is always the same becomes zero.
  EXPECT_EQ(all<double>(set.train.values[0]),
            (std::vector<double>{-2 / deviation, 0, -1 / deviation, 0, 0, 0,
                                 3 / deviation, 0}));
  ASSERT_EQ(constants->of("x").size(), 1u);
  EXPECT_EQ(constants->of("x")[0].mean, (std::vector<double>{3, 7}));
  EXPECT_EQ(constants->of("x")[0].deviation,
            (std::vector<double>{deviation, 1}));

  // What was learnt is used as it is, for a file in their place, too.
  set = loadData(training(standardise(table({{3, 9}}))), onlyX, PLX_F64, "",
                 constants);
  EXPECT_EQ(all<double>(set.train.values[0]), (std::vector<double>{0, 2}));
  Scratch scratch;
  scratch.write("g.csv", "6,8\n");
  json own = standardise(rows);
  json source = sourceOf({scratch.path("g.csv")}, xy[0], &own);
  EXPECT_EQ(all<double>(loadValue(source, xy[0], PLX_F64, *constants)),
            (std::vector<double>{3 / deviation, 1}));
}

TEST(Dataset, ConstantsStayInTheirPlaces) {
  json source =
      op("-", standardise(op("*", standardise(table({{0, 1}, {4, 3}})), 5)),
         standardise(table({{10, 0}, {20, 0}})));
  std::optional<LearntConstants> constants;
  loadData(training(source), onlyX, PLX_F64, "", constants);
  const auto &list = constants->of("x");
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].mean, (std::vector<double>{2, 2}));
  EXPECT_EQ(list[0].deviation, (std::vector<double>{2, 1}));
  EXPECT_EQ(list[1].mean, (std::vector<double>{0, 0}));
  EXPECT_EQ(list[1].deviation, (std::vector<double>{5, 5}));
  EXPECT_EQ(list[2].mean, (std::vector<double>{15, 0}));
  EXPECT_EQ(list[2].deviation, (std::vector<double>{5, 1}));

  LearntConstants again = constantsFromText(toText(*constants), "w");
  for (size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(again.of("x")[i].mean, list[i].mean);
    EXPECT_EQ(again.of("x")[i].deviation, list[i].deviation);
  }
}

/// Cells of validation and test rows, of files of their own and of a split.
TEST(Dataset, NothingIsLearntOutsideTheTrainingRows) {
  json rows = json::array();
  for (int i = 0; i < 40; ++i)
    rows.push_back({0.1 * i, 1.0 / (1 + i)});
  auto learn = [&](const json &data) {
    std::optional<LearntConstants> constants;
    loadData(data, onlyX, PLX_F32, "", constants);
    return toText(*constants);
  };
  json data = training(standardise(table(rows)));
  for (const char *part : {"validation", "test"})
    data[part] = {{"x", standardise(table({{1, 2}}))}};
  std::string before = learn(data);
  data["validation"]["x"]["source"]["rows"][0][0] = 1e6;
  data["test"]["x"]["source"]["rows"][0][1] = 1e6;
  EXPECT_EQ(learn(data), before);

  json split = training(standardise(table(rows)));
  split["split"] = {{"validation", {{"rows", 9}}}, {"test", {{"rows", 11}}}};
  before = learn(split);
  EXPECT_NE(before, learn(training(standardise(table(rows)))));
  size_t changes = 0;
  for (size_t row = 0; row < rows.size(); ++row) {
    json changed = split;
    changed["train"]["x"]["source"]["rows"][row][0] = 1e6;
    changes += learn(changed) != before;
  }
  EXPECT_EQ(changes, 20u); // the training rows, one by one
}

TEST(Dataset, WhatCannotBeStandardisedIsNamed) {
  Scratch scratch;
  scratch.write("d.csv", "1,1.5e308\n2,-1.5e308\n");
  json large = csv("d.csv", 0, 2);
  auto refuses = [&](json source, const std::string &message) {
    EXPECT_TRUE(
        fails([&] { load(training(source), onlyX, PLX_F32, scratch.folder); },
              Status::BadData, message));
  };
  std::string file = scratch.path("d.csv");
  refuses(standardise(large), file +
                                  ":2:3: `-1.5e308` is too far from the other "
                                  "rows for `standardise`");
  refuses(standardise(op("*", large, 1e200)),
          file + ":1:3: `1.5e308 * 1e+200` is too large for f64");
  refuses(standardise(op("/", large, json::array({1, 1e-10}))),
          file + ":1:3: `1.5e308 / 1e-10` is too large for f64");
  refuses(op("*", standardise(table({{1, 0}, {2, 0}})), 1e300),
          "table: row 0, element 0: `standardise(1) * 1e+300` is too large for "
          "f32");
}

/// Distances whose squares are no numbers any more, or none yet.
TEST(Dataset, StandardisesNumbersOfAnySize) {
  json rows = table({{-1e200, 1e-200}, {1e200, 3e-200}});
  EXPECT_EQ(
      all<double>(
          load(training(standardise(rows)), onlyX, PLX_F64).train.values[0]),
      (std::vector<double>{-1, -1, 1, 1}));
}

TEST(Dataset, ConstantsFitTheSource) {
  LearntConstants constants = constantsFromText(
      R"({"x": [{"mean": [1, 2, 3], "std": [1, 1, 1]}]})", "w");
  auto refuses = [&](json source, const std::string &message) {
    EXPECT_TRUE(fails([&] { loadValue(source, xy[0], PLX_F32, constants); },
                      Status::BadData, message));
  };
  json rows = table({{1, 2}});
  refuses(standardise(rows), "table: has rows of 2 numbers for `standardise`, "
                             "whose constants are for rows of 3");
  const std::string advice = "; with --input, --raw takes rows that are "
                             "standardised already";
  refuses(rows, "w: is of a network whose `x` was standardised, and here it is "
                "not" +
                    advice);
  refuses(standardise(standardise(rows)),
          "w: has constants for 1 `standardise` of `x`, and here it has 2" +
              advice);
  json sources = {{"x", standardise(rows)}, {"y", table({{1}})}};
  requirePlaces(constants, xy, &sources);
  EXPECT_TRUE(fails(
      [&] { requirePlaces(constants, std::span(xy).subspan(1), &sources); },
      Status::BadData,
      "w: has constants for the `standardise` of `x`, which is "
      "no input or target of this network"));
  EXPECT_TRUE(fails([&] { requirePlaces(constants, xy, nullptr); },
                    Status::BadData, "...whose `x` was standardised"));
  constants.standardisations.clear();
  refuses(
      standardise(rows),
      "w: has no constants for the `standardise` of `x`; `train` and `init` "
      "save weights with them, from those that `load` in the `weights` "
      "record names, too" +
          advice);
}

TEST(Dataset, OnlyConstantsAreConstants) {
  for (
      const char *text :
      {"",
       "x",
       "[",
       "{",
       "[1]",
       "3",
       R"({"x": 3})",
       R"({"x": [3]})",
       R"({"x": [{"mean": [1]}]})",
       R"({"x": [{"mean": [], "std": []}]})",
       R"({"x": [{"mean": [1, 2], "std": [1]}]})",
       R"({"x": [{"mean": [1], "std": [0]}]})",
       R"({"x": [{"mean": [1], "std": [-1]}]})",
       R"({"x": [{"mean": [1e999], "std": [1]}]})",
       R"({"x": [{"mean": ["1"], "std": [1]}]})",
       R"({"x": [{"mean": [[1]], "std": [1]}]})",
       "null",
       R"({"x": null})",
       R"({"x": []})",
       R"({"x": {"a": {"mean": [1], "std": [1]}}})",
       R"([[{"mean": [1], "std": [1]}]])",
       R"({"x": [{"mean": [1], "std": [1], "more": 1}]})",
       R"({"x": [{"mean": [1], "mean": [2], "std": [1]}]})",
       R"({"x": [{"mean": [1], "std": [1]}], "x": [{"mean": [1], "std": [1]}]})"})
    EXPECT_TRUE(fails([&] { constantsFromText(text, "w"); }, Status::BadData,
                      "w: has metadata `standardise` that is not of the form "
                      "{\"x\": [{\"mean\": [...], \"std\": [...]}]}, with a "
                      "`std` above 0"))
        << text;
  EXPECT_TRUE(
      fails([&] { constantsFromText(std::string(10'000'000, '['), "w"); },
            Status::BadData, "...that is not of the form "));
}
