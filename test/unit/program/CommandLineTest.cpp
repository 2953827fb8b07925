//===- CommandLineTest.cpp - help, versions and usage errors --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include <algorithm>
#include <sstream>

using namespace plexus;
using namespace plexus::fake;

static const plx_model &model() {
  static const plx_model &model = lineModel(
      PLX_F64, description(std::string(sgd) + R"(, "epochs": 2)", true));
  return model;
}

/// Every line of an error goes through here: one line, the program's name.
static void expectUsageError(std::vector<std::string> arguments,
                             const std::string &reason) {
  Ran ran = run(model(), arguments);
  EXPECT_EQ(ran.status, 64);
  EXPECT_EQ(ran.err, "line: error: " + reason + "\n");
  EXPECT_EQ(ran.out, "");
}

static void expectFitsAScreen(const std::string &text, size_t mostLines) {
  std::istringstream lines(text);
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_LE(line.size(), 80u) << line;
  EXPECT_LE(count, mostLines);
}

TEST(CommandLine, HelpFitsAScreenAndEndsWithExamples) {
  Ran ran = run(model(), {"--help"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.err, "");
  expectFitsAScreen(ran.out, 24);
  EXPECT_NE(ran.out.find("Line, a neural network compiled by Plexus: x -> y\n"
                         "\nusage: ./line COMMAND [OPTIONS]\n"),
            std::string::npos);
  size_t examples = ran.out.find("\nexamples:\n  ./line train");
  ASSERT_NE(examples, std::string::npos);
  EXPECT_EQ(ran.out.find("\n\n", examples + 1), std::string::npos);
  EXPECT_NE(ran.out.find("./line predict --split=validation"),
            std::string::npos);
}

TEST(CommandLine, EveryCommandHasHelp) {
  for (const char *command : {"train", "evaluate", "predict", "gradients",
                              "check-gradients", "init", "info", "bench"}) {
    Ran ran = run(model(), {command, "--help"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out.find("./line " + std::string(command) + ": "), 0u);
    EXPECT_NE(ran.out.find("\nexamples:\n"), std::string::npos);
    EXPECT_EQ(ran.out.find('{'), std::string::npos) << "placeholder left";
    expectFitsAScreen(ran.out, 30);
  }
}

/// Neither commands nor examples that could only fail.
TEST(CommandLine, HelpKnowsWhatIsMissing) {
  plx_model bare = lineModel(PLX_F64, "{}");
  bare.step = nullptr;
  bare.gradients = nullptr;
  std::string help = run(bare, {"--help"}).out;
  for (const char *absent : {"train ", "evaluate ", "gradients ", "--split"})
    EXPECT_EQ(help.find(absent), std::string::npos) << absent << help;
  EXPECT_NE(help.find("./line predict --input x=x.npy"), std::string::npos);
  EXPECT_EQ(run(bare, {"predict", "--help"}).out.find("line predict --split"),
            std::string::npos);
  struct {
    const char *command, *end;
  } cases[] = {
      {"train", "\nThis program was compiled without `train`.\n"},
      {"evaluate", "\nThis program was compiled without `data`.\n"},
      {"check-gradients", "\nThis network has no loss.\n"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(run(bare, {c.command, "--help"}).out.ends_with(c.end));
}

TEST(CommandLine, Version) {
  EXPECT_EQ(run(model(), {"--version"}).out,
            "line: network Line, f64, for x86_64-test, Plexus interface 4\n");
}

TEST(CommandLine, UsageErrorsAreOneLineWithASuggestion) {
  expectUsageError({}, "no command; see `./line --help`");
  expectUsageError({"trian"}, "unknown command `trian`; did you mean `train`?");
  expectUsageError({"zzz"}, "unknown command `zzz`");
  expectUsageError({"train", "--epoch=3"},
                   "`train` has no option `--epoch`; did you mean `--epochs`?");
  expectUsageError({"train", "--bogus"}, "`train` has no option `--bogus`");
  expectUsageError({"--epochs", "3", "train"},
                   "unknown option `--epochs`; options follow a command");
  expectUsageError({"train", "now"},
                   "`train` does not take the argument `now`");
}

TEST(CommandLine, NumbersArePlainDecimal) {
  for (const char *bad : {"0", "0x10", "-1", "1e3", "1.5", "ten", "1 ",
                          "9223372036854775808", "99999999999999999999"})
    expectUsageError({"train", "--epochs=" + std::string(bad)},
                     "--epochs takes a whole number from 1 to "
                     "9223372036854775807, got `" +
                         std::string(bad) + "`");
  for (const char *bad : {"-1", "9223372036854775808"})
    expectUsageError({"init", "--seed=" + std::string(bad)},
                     "--seed takes a whole number from 0 to "
                     "9223372036854775807, got `" +
                         std::string(bad) + "`");
}

TEST(CommandLine, ImpossibleCombinationsAreRefused) {
  expectUsageError({"train", "--epochs=1", "--steps=1"},
                   "--epochs and --steps exclude each other");
  expectUsageError({"predict"}, "predict takes either --input NAME=FILE for "
                                "every input, or --split NAME");
  expectUsageError(
      {"evaluate", "--split=tset"},
      "--split is train, validation or test, not `tset`; did you mean `test`?");
  Ran twice = run(model(), {"train", "--epochs=1", "--epochs=2"});
  EXPECT_EQ(twice.status, 64);
  EXPECT_EQ(std::count(twice.err.begin(), twice.err.end(), '\n'), 1);
}

TEST(CommandLine, AnotherInterfaceIsRefused) {
  plx_model other = model();
  other.abi = 7;
  Ran ran = run(other, {"info"});
  EXPECT_EQ(ran.status, 70);
  EXPECT_EQ(ran.err, "line: error: the network was compiled for interface 7, "
                     "the runtime has 4\n");
}

TEST(CommandLine, InfoAndBench) {
  Ran info = run(model(), {"info"});
  EXPECT_EQ(info.status, 0);
  EXPECT_NE(
      info.out.find("fc.weight  [1, 2]           2  normal, mean 0, std 1"),
      std::string::npos)
      << info.out;
  auto document = nlohmann::json::parse(run(model(), {"info", "--json"}).out);
  EXPECT_EQ(document["parameter_elements"], 3);
  EXPECT_EQ(document["parameters"][0]["shape"], nlohmann::json({1, 2}));
  auto timings = nlohmann::json::parse(
      run(model(), {"bench", "--repeats=1", "--json"}).out);
  ASSERT_EQ(timings.size(), 3u);
  EXPECT_EQ(timings[2]["what"], "step");
  EXPECT_EQ(timings[2]["rows"], 4);
  EXPECT_GT(timings[2]["min_us"], 0);
}
