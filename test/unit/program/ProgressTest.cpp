//===- ProgressTest.cpp - what a training shows on a terminal ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/program/Progress.h"

using namespace plexus;
using namespace plexus::fake;

namespace {
using Progress = InFolder;

/// What stays on the screen, line by line: after each carriage return a line
/// is written again.
std::vector<std::string> screen(const std::string &out) {
  std::vector<std::string> lines(1);
  for (char c : out)
    if (c == '\n')
      lines.emplace_back();
    else if (c == '\r')
      lines.back().clear();
    else
      lines.back() += c;
  return lines;
}

const plx_model &model(const char *epochs) {
  return lineModel(
      PLX_F64, description(std::string(sgd) + ", \"epochs\": " + epochs, true));
}
} // namespace

TEST_F(Progress, TerminalLinesNeverWrap) {
  host::Terminal narrow{.live = true, .width = 40};
  Ran ran = run(model("3"), {"train"}, narrow);
  std::vector<std::string> lines = screen(ran.out);
  ASSERT_GE(lines.size(), 4u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(lines[i].find("\x1b[Kepoch " + std::to_string(i + 1) + "/3"), 0u);
    EXPECT_LE(lines[i].size() - 3, 39u) << lines[i];
  }
}

TEST_F(Progress, OfManyEpochsAFewLinesStay) {
  host::Terminal wide{.live = true, .width = 200};
  std::vector<std::string> lines =
      screen(run(model("1000"), {"train"}, wide).out);
  EXPECT_GT(lines.size(), 90u);
  EXPECT_LT(lines.size(), 120u);
  Ran plain = run(model("1000"), {"train"});
  EXPECT_GT(screen(plain.out).size(), 1000u);
}

TEST_F(Progress, NumbersForPeople) {
  EXPECT_EQ(host::durationText(0.42), "0.4 s");
  EXPECT_EQ(host::durationText(42), "42 s");
  EXPECT_EQ(host::durationText(187), "3:07 min");
  EXPECT_EQ(host::durationText(8100), "2:15 h");
  EXPECT_EQ(host::rateText(312), "312 rows/s");
  EXPECT_EQ(host::rateText(4100), "4.1k rows/s");
  EXPECT_EQ(host::rateText(41000), "41k rows/s");
  EXPECT_EQ(host::rateText(3.21e6), "3.2M rows/s");
  EXPECT_EQ(host::fitted("\u2501\u2501ab", 3), "\u2501\u2501a");
}
