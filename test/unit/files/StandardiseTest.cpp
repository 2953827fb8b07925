//===- StandardiseTest.cpp - What is learnt from training rows ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/Standardise.h"
#include "Scratch.h"
#include "Sources.h"
#include "runtime/data/GivenFile.h"

#include <cmath>

using namespace plexus::host;
using namespace plexus::host::sources;

TEST(Standardise, StandardisesEachColumn) {
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

TEST(Standardise, ConstantsStayInTheirPlaces) {
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
TEST(Standardise, NothingIsLearntOutsideTheTrainingRows) {
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

TEST(Standardise, WhatCannotBeStandardisedIsNamed) {
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
TEST(Standardise, StandardisesNumbersOfAnySize) {
  json rows = table({{-1e200, 1e-200}, {1e200, 3e-200}});
  EXPECT_EQ(
      all<double>(
          load(training(standardise(rows)), onlyX, PLX_F64).train.values[0]),
      (std::vector<double>{-1, -1, 1, 1}));
}

TEST(Standardise, ConstantsFitTheSource) {
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

TEST(Standardise, OnlyConstantsAreConstants) {
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
