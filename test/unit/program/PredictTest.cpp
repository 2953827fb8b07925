//===- PredictTest.cpp - the command `predict` ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/host/Npy.h"

using namespace plexus;
using namespace plexus::fake;

namespace {
class Predict : public InFolder {
protected:
  void SetUp() override {
    InFolder::SetUp();
    ASSERT_EQ(run(model, {"init"}).status, 0);
    write("x.csv", "1,0\n0,1\n1,1\n2,2\n3,1\n0,0\n");
  }
  Ran predict(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "predict");
    return run(model, arguments);
  }
  void expectError(std::vector<std::string> arguments, int status,
                   const std::string &line) {
    Ran ran = predict(arguments);
    EXPECT_EQ(ran.status, status);
    EXPECT_EQ(ran.err, line + "\n");
    EXPECT_EQ(ran.out, "");
  }

  const plx_model &model = lineModel(
      PLX_F32, description(std::string(sgd) + R"(, "epochs": 1)", true));
};
} // namespace

TEST_F(Predict, BitsDoNotDependOnTheBatch) {
  Ran four = predict({"--input", "x=x.csv"});
  EXPECT_EQ(four.status, 0) << four.err;
  EXPECT_EQ(four.out.find("y\n"), 0u);
  EXPECT_EQ(std::count(four.out.begin(), four.out.end(), '\n'), 7);
  for (const char *batch : {"--batch=1", "--batch=2", "--batch=3"})
    EXPECT_EQ(predict({"--input", "x=x.csv", batch}).out, four.out);
}

TEST_F(Predict, SplitsShowTheirTargets) {
  Ran ran = predict({"--split=validation", "--rows=1"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out.find("t,y\n0.5,"), 0u) << ran.out;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 2);
}

TEST_F(Predict, FilesHoldWhatIsPrinted) {
  Ran printed = predict({"--input", "x=x.csv"});
  Ran named = predict({"--input", "x=x.csv", "--output", "y=y.csv"});
  EXPECT_EQ(named.status, 0) << named.err;
  EXPECT_EQ(named.out, "");
  EXPECT_EQ("y\n" + contents("y.csv"), printed.out);
  ASSERT_EQ(predict({"--input", "x=x.csv", "--output", "y.npy"}).status, 0);
  host::NumberArray array = host::readNpy("y.npy");
  EXPECT_EQ(array.shape, (std::vector<uint64_t>{6, 1}));
  double values[6];
  array.read(0, values);
  std::istringstream lines(printed.out);
  std::string line;
  std::getline(lines, line);
  for (double value : values) {
    std::getline(lines, line);
    EXPECT_EQ(float(value), std::stof(line));
  }
}

TEST_F(Predict, MistakesAreExplained) {
  expectError({"--input", "y=x.csv"}, 64,
              "line: error: there is no input `y`; there is `x`");
  expectError({"--input", "x.csv"}, 64,
              "line: error: --input takes NAME=FILE, got `x.csv`");
  expectError({"--input", "x=x.csv", "--input", "x=x.csv"}, 64,
              "line: error: --input gives `x` twice");
  expectError({"--input", "x=x.csv", "--only", "p"}, 64,
              "line: error: there is no output `p`; there is `y`");
  expectError({"--input", "x=x.csv", "--output", "y.txt"}, 64,
              "line: error: --output writes .npy or .csv, not `y.txt`");
  expectError({"--input", "x=x.csv", "--batch=5"}, 64,
              "line: error: --batch is at most 4, the size this program was "
              "compiled for");
  expectError({"--input", "x=x.csv", "--output", "no/y.npy"}, 73,
              "no/y.npy: error: cannot create it: no such file or directory");
  Ran missing = predict({"--input", "x=none.csv"});
  EXPECT_EQ(missing.status, 66);
  EXPECT_EQ(missing.err.find("none.csv: error: "), 0u) << missing.err;
}
