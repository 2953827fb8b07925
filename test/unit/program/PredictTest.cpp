//===- PredictTest.cpp - the command `predict` ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/files/Npy.h"

#include <cmath>
#include <limits>

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

TEST_F(Predict, FilesGoThroughTheArithmeticOfTheData) {
  write("raw.csv", "100,0\n0,100\n");
  write("scaled.csv", "1,0\n0,1\n");
  nlohmann::json source = nlohmann::json::parse(
      description(std::string(sgd) + R"(, "epochs": 1)", true));
  nlohmann::json &x = source["data"]["train"]["x"];
  x = {{"kind", "op"}, {"op", "/"}, {"left", x}, {"right", 100}};
  const plx_model &scaling = lineModel(PLX_F32, source.dump());
  std::string expected = predict({"--input", "x=scaled.csv"}).out;
  Ran ran = run(scaling, {"predict", "--input", "x=raw.csv"});
  EXPECT_EQ(ran.out, expected) << ran.err;
  ran = run(scaling, {"predict", "--input", "x=scaled.csv", "--raw"});
  EXPECT_EQ(ran.out, expected) << ran.err;
  write("t.csv", "1\n1\n");
  write("titled.csv", "a,b\n100,0\n0,100\n");
  for (const char *command : {"gradients", "check-gradients"}) {
    Ran raw =
        run(scaling, {command, "--input", "x=raw.csv", "--input", "t=t.csv"});
    EXPECT_EQ(raw.out, run(model, {command, "--input", "x=scaled.csv",
                                   "--input", "t=t.csv"})
                           .out)
        << raw.err;
  }
  ran = run(scaling, {"predict", "--input", "x=titled.csv", "--skip=1"});
  EXPECT_EQ(ran.out, expected) << ran.err;
  expectError({"--split=validation", "--raw"}, 64,
              "line: error: --raw says how --input is read, and none is given");
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

TEST_F(Predict, OutputsDestroyNothing) {
  std::string before = contents("x.csv");
  expectError({"--input", "x=x.csv", "--output", "./x.csv"}, 64,
              "line: error: --output y and --input x name the same file, "
              "`./x.csv`");
  expectError(
      {"--input", "x=x.csv", "--output", "a.npy", "--output", "y=./a.npy"}, 64,
      "line: error: --output y and --output y name the same file, "
      "`./a.npy`");
  std::filesystem::create_hard_link("line.safetensors", "w.npy");
  expectError({"--input", "x=x.csv", "--output", "w.npy"}, 64,
              "line: error: --output y and --weights name the same file, "
              "`w.npy`");
  EXPECT_EQ(contents("x.csv"), before);
  EXPECT_FALSE(exists("a.npy"));
}

TEST_F(Predict, OnlyAndOutputAgree) {
  plx_model two = model;
  plx_value values[] = {model.outputs[0], model.outputs[0]};
  values[1].name = "k";
  two.outputs = values;
  two.output_count = 2;
  Ran ran = run(two, {"predict", "--input", "x=x.csv", "--only=k", "--output",
                      "y=y.npy"});
  EXPECT_EQ(ran.status, 64);
  EXPECT_EQ(ran.err,
            "line: error: --output writes `y`, which --only leaves out\n");
  EXPECT_FALSE(exists("y.npy"));
  expectError({"--input", "x=x.csv", "--only=y", "--only=y"}, 64,
              "line: error: --only names `y` twice");
}

TEST_F(Predict, NetworksWithoutAnOutputHaveNothingToPredict) {
  plx_model mute = model;
  mute.output_count = 0;
  Ran ran = run(mute, {"predict", "--input", "x=x.csv"});
  EXPECT_EQ(ran.status, 64);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "line: error: this network has no `output`, so there is "
                     "nothing to predict\n");
  std::string help = run(mute, {"--help"}).out;
  EXPECT_EQ(help.find("Line, a neural network compiled by Plexus: x\n"), 0u)
      << help;
  EXPECT_EQ(help.find("  predict  "), std::string::npos) << help;
  EXPECT_EQ(help.find("./line predict"), std::string::npos) << help;
  EXPECT_EQ(run(mute, {"predict", "--help"}).out.find("examples"),
            std::string::npos);
  Ran bench = run(mute, {"bench", "--repeats=1"});
  EXPECT_EQ(bench.status, 0) << bench.err;
  EXPECT_EQ(bench.out.find("prediction"), std::string::npos) << bench.out;
  EXPECT_NE(bench.out.find("step"), std::string::npos);
  EXPECT_EQ(run(mute, {"info"}).out.find("a prediction"), std::string::npos);
  mute.step = nullptr;
  EXPECT_EQ(run(mute, {"bench"}).status, 65);
}

TEST_F(Predict, NotANumberHasNoSign) {
  // 0 * inf is -nan on x86 and nan elsewhere.
  plx_model strange = model;
  strange.predict = [](const plx_call *call) {
    for (uint64_t row = 0; row < call->rows; ++row)
      static_cast<float *>(call->outputs[0])[row] = std::copysign(
          std::numeric_limits<float>::quiet_NaN(), row % 2 ? 1.0f : -1.0f);
  };
  Ran ran = run(strange, {"predict", "--input", "x=x.csv", "--rows=2"});
  EXPECT_EQ(ran.out, "y\nnan\nnan\n");
  ASSERT_EQ(run(strange,
                {"predict", "--input", "x=x.csv", "--rows=2", "--output=y.csv"})
                .status,
            0);
  EXPECT_EQ(contents("y.csv"), "nan\nnan\n");
}

TEST_F(Predict, CellsAreQuotedAsTheyStand) {
  write("large.csv", "1,0\n2, 1e39\n");
  expectError({"--input", "x=large.csv"}, 65,
              "large.csv:2:4: error: `1e39` is too large for f32");
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
              "line: error: --batch is at most 4 in this program; `build { "
              "batch: 5 }` in its source makes room for more");
  expectError({"--input", "x=x.csv", "--output", "no/y.npy"}, 73,
              "no/y.npy: error: cannot create it: no such file or directory");
  Ran missing = predict({"--input", "x=none.csv"});
  EXPECT_EQ(missing.status, 66);
  EXPECT_EQ(missing.err.find("none.csv: error: "), 0u) << missing.err;
}
