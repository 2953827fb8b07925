//===- TrainTest.cpp - the command `train`, from end to end --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/files/Safetensors.h"
#include "runtime/session/Session.h"
#include "runtime/train/History.h"
#include "runtime/train/Weights.h"

#include <cmath>
#include <limits>

using namespace plexus;
using namespace plexus::fake;

namespace {
using Train = InFolder;

const plx_model &model(const std::string &more, bool validation = false,
                       plx_type type = PLX_F64, const Variant &variant = {}) {
  return lineModel(type, description(sgd + more, validation), variant);
}

double element(const std::string &path, const char *name, size_t index) {
  auto file = host::SafetensorsFile::read(path);
  double values[2];
  file.copy(*file.find(name), PLX_F64, values);
  return values[index];
}
} // namespace

TEST_F(Train, ConvergesToTheLine) {
  // Rows 5 to 7 are off the line; without them the answer is 2, -3, 1.
  std::string exact =
      R"({"data": {"train": {
            "x": {"kind": "table", "rows": [[0, 0], [1, 0], [0, 1], [1, 1], [-1, 1]]},
            "t": {"kind": "table", "rows": [[1], [3], [-2], [0], [-4]]}}},
          "train": {"epochs": 500, )" +
      std::string(sgd) + "}}";
  Ran ran = run(lineModel(PLX_F64, exact), {"train"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NEAR(element("line.safetensors", "fc.weight", 0), 2, 1e-6);
  EXPECT_NEAR(element("line.safetensors", "fc.weight", 1), -3, 1e-6);
  EXPECT_NEAR(element("line.safetensors", "fc.bias", 0), 1, 1e-6);
}

TEST_F(Train, TheSeedDecidesEveryBit) {
  for (plx_type type : {PLX_F32, PLX_F64}) {
    const plx_model &line = model(R"(, "epochs": 3)", false, type);
    EXPECT_EQ(run(line, {"train", "--save=a.safetensors"}).status, 0);
    EXPECT_EQ(run(line, {"train", "--save=b.safetensors"}).status, 0);
    EXPECT_EQ(run(line, {"train", "--seed=43", "--save=c.safetensors"}).status,
              0);
    EXPECT_EQ(contents("a.safetensors"), contents("b.safetensors"));
    EXPECT_NE(contents("a.safetensors"), contents("c.safetensors"));
  }
}

TEST_F(Train, StepsAreExactAndIgnoreStopRules) {
  const plx_model &line = model(
      R"(, "epochs": 9, "stop": [{"name": "below", "metric": "loss",
                                  "value": 1e9}])");
  // Two steps an epoch: the fifth step is the first of epoch three.
  Ran ran = run(line, {"train", "--steps=5", "--log=h.csv"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.out.find("finished after 5 steps, epoch 3"), std::string::npos)
      << ran.out;
  EXPECT_NE(contents("h.csv").find("\n3,5,0.1,"), std::string::npos);
  Ran stopped = run(line, {"train"});
  EXPECT_NE(stopped.out.find("loss is below 1e+09: stopped after 2 steps"),
            std::string::npos)
      << stopped.out;
}

TEST_F(Train, StepsInTwoRunsAreOneStepTwice) {
  // The first step of a training always sees the same rows.
  const plx_model &line = model(R"(, "epochs": 1)");
  ASSERT_EQ(run(line, {"train", "--steps=1", "--save=a.safetensors"}).status,
            0);
  ASSERT_EQ(run(line, {"init", "--save=i.safetensors"}).status, 0);
  ASSERT_EQ(run(line, {"train", "--weights=i.safetensors", "--steps=1",
                       "--save=b.safetensors"})
                .status,
            0);
  EXPECT_EQ(contents("a.safetensors"), contents("b.safetensors"));
}

TEST_F(Train, QuietPrintsNothing) {
  Ran ran = run(model(R"(, "epochs": 2)"), {"train", "--quiet"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out + ran.err, "");
  EXPECT_TRUE(exists("line.safetensors"));
}

TEST_F(Train, PlainOutputHasALineAnEpoch) {
  Ran ran = run(model(R"(, "epochs": 2)", true), {"train"});
  EXPECT_EQ(ran.out.find('\r'), std::string::npos);
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(ran.out.find("epoch 1/2  loss "), 0u) << ran.out;
  EXPECT_NE(ran.out.find("\nepoch 2/2  loss "), std::string::npos);
  EXPECT_NE(ran.out.find("  val_rmse "), std::string::npos);
  EXPECT_TRUE(ran.out.ends_with("saved line.safetensors\n"));
}

TEST_F(Train, HistoryHasAColumnForEverything) {
  ASSERT_EQ(
      run(model(R"(, "epochs": 2)", true), {"train", "--log=h.csv"}).status, 0);
  std::istringstream lines(contents("h.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "epoch,step,learning_rate,loss,rmse,close,val_loss,val_rmse,"
                  "val_close,seconds");
  std::getline(lines, line);
  EXPECT_EQ(line.find("1,2,0.1,"), 0u) << line;
  EXPECT_EQ(std::count(line.begin(), line.end(), ','), 9);
  std::getline(lines, line);
  EXPECT_EQ(line.find("2,4,0.1,"), 0u) << line;
  EXPECT_FALSE(std::getline(lines, line));
}

TEST_F(Train, DivergenceStopsAtItsStepAndSavesTheHistoryAlone) {
  write("line.safetensors", "old");
  write("h.csv", "old too");
  const plx_model &line =
      model(R"(, "epochs": 50)", false, PLX_F64, {.explodes = true});
  Ran ran = run(line, {"train", "--log=h.csv"});
  EXPECT_EQ(ran.status, 76);
  EXPECT_EQ(ran.err.find("line: error: loss is "), 0u) << ran.err;
  EXPECT_NE(ran.err.find(" at step 4 of epoch 2"), std::string::npos)
      << ran.err;
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
  EXPECT_EQ(contents("line.safetensors"), "old");
  std::string history = contents("h.csv");
  EXPECT_EQ(history.find("epoch,step,"), 0u) << history;
  EXPECT_NE(history.find("\n1,2,0.1,"), std::string::npos) << history;
  EXPECT_EQ(std::count(history.begin(), history.end(), '\n'), 2);
}

TEST_F(Train, ParametersThatDivergeInTheLastStepAreFound) {
  const plx_model &line =
      model(R"(, "epochs": 1)", false, PLX_F32, {.explodes = true});
  Ran ran = run(line, {"train", "--steps=1"});
  EXPECT_EQ(ran.status, 76);
  EXPECT_EQ(ran.err.find("line: error: parameter `fc.weight` of layer `fc`, or "
                         "its gradient, is not finite after step 1 of epoch 1"),
            0u)
      << ran.err;
  EXPECT_FALSE(exists("line.safetensors"));
}

TEST_F(Train, TheLayerWhoseActivationsAreNotFiniteIsNamed) {
  const plx_model &line =
      model(R"(, "epochs": 1)", false, PLX_F64, {.explodes = true});
  // The largest finite weight overflows with an input of 2.
  host::Session session(line);
  auto *weights = reinterpret_cast<double *>(session.parameters().data());
  weights[0] = weights[1] = std::numeric_limits<double>::max();
  host::saveWeights(session, "big.safetensors");
  Ran ran = run(line, {"train", "--weights=big.safetensors"});
  EXPECT_EQ(ran.status, 76);
  EXPECT_NE(ran.err.find(" of epoch 1: the activations of layer `fc` are not "
                         "finite; no weights were saved"),
            std::string::npos)
      << ran.err;
}

/// All of the units have to be dead, in however few rows.
TEST_F(Train, ADeadStartIsSaidOnceAtAnyNumberOfRows) {
  std::string data = R"({"data": {"train": {
      "x": {"kind": "table", "rows": [[1, 0], [1, 0], [1, 0], [1, 0],
                                      [1, 0], [1, 0], [1, 0], [1, 0]]},
      "t": {"kind": "table", "rows": [[1], [1], [1], [1],
                                      [1], [1], [1], [1]]}}},
      "train": {"epochs": 2, )";
  auto said = [&](const char *batch, bool startsDead) {
    const plx_model &line = fake::lineModel(
        PLX_F32, data + std::string(sgd) + R"(, "batch": )" + batch + "}}",
        {.startsDead = startsDead}, 8);
    Ran ran = run(line, {"train", "--quiet"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.err;
  };
  for (const char *batch : {"8", "1"})
    EXPECT_EQ(said(batch, true),
              "line: warning: before the first step, layer `fc` is dead: the "
              "slope of `relu` is below 0.01 at all of its units in every "
              "row\n");
  EXPECT_EQ(said("8", false), "");
}

TEST_F(Train, OutputsAreTriedBeforeTheWork) {
  Ran ran = run(model(R"(, "epochs": 1000000000)"),
                {"train", "--save=nowhere/w.safetensors"});
  EXPECT_EQ(ran.status, 73);
  EXPECT_EQ(ran.err, "nowhere/w.safetensors: error: cannot create it: no such "
                     "file or directory\n");
}

TEST_F(Train, ImpossibleTargetsAreRefused) {
  std::filesystem::create_directory("folder.safetensors");
  Ran folder =
      run(model(R"(, "epochs": 1)"), {"train", "--save=folder.safetensors"});
  EXPECT_EQ(folder.status, 73);
  EXPECT_EQ(folder.err, "folder.safetensors: error: is not a regular file\n");
}

TEST_F(Train, OutputsDestroyNothing) {
  std::string text = description(std::string(sgd) + R"(, "epochs": 1)");
  text.back() = ',';
  text += R"("weights": {"load": [{"file": "base.safetensors"}]}})";
  const plx_model &loading = lineModel(PLX_F64, text);
  const plx_model &reading = lineModel(PLX_F64, R"({"data": {"train": {
      "x": {"kind": "csv", "file": "d.csv", "columns": [0, 2]},
      "t": {"kind": "op", "op": "*", "right": 2, "left":
            {"kind": "csv", "file": "d.csv", "columns": [2, 3]}}}},
      "train": {"epochs": 1, )" + std::string(sgd) + "}}");
  const plx_model &plain = model(R"(, "epochs": 1)");
  write("d.csv", "1,2,3\n4,5,6\n");
  std::filesystem::create_directory("in");
  std::filesystem::create_symlink("../d.csv", "in/link");
  std::filesystem::create_symlink("later.csv", "dangling");
  ASSERT_EQ(run(plain, {"init", "--save=base.safetensors"}).status, 0);
  std::string data = contents("d.csv"), base = contents("base.safetensors");
  struct {
    const plx_model &model;
    std::vector<std::string> arguments;
    std::string what;
  } cases[] = {
      {plain,
       {"--save=new", "--log=./new"},
       "--log and --save name the same "
       "file, `./new`"},
      {plain,
       {"--save=in/../new", "--log=new"},
       "--log and --save name the same file, `new`"},
      {plain,
       {"--save=later.csv", "--log=dangling"},
       "--log and --save name the same file, `dangling`"},
      {plain,
       {"--weights=base.safetensors", "--log=./base.safetensors"},
       "--log and --weights name the same file, `./base.safetensors`"},
      {reading,
       {"--log=d.csv"},
       "--log and `data` of the program name the same file, `d.csv`"},
      {reading,
       {"--save=in/link", "--quiet"},
       "--save and `data` of the program name the same file, `in/link`"},
      {reading,
       {"--data-dir=.", "--log=d.csv"},
       "--log and `data` of the program name the same file, `d.csv`"},
      {loading,
       {"--save=base.safetensors"},
       "--save and `weights` of the program name the same file, "
       "`base.safetensors`"},
  };
  for (auto &c : cases) {
    c.arguments.insert(c.arguments.begin(), "train");
    Ran ran = run(c.model, c.arguments);
    EXPECT_EQ(ran.status, 64) << c.what;
    EXPECT_EQ(ran.err, "line: error: " + c.what + "\n");
    EXPECT_EQ(ran.out, "");
  }
  EXPECT_EQ(run(reading, {"init", "--save=d.csv"}).status, 64);
  EXPECT_EQ(contents("d.csv"), data);
  EXPECT_EQ(contents("base.safetensors"), base);
  EXPECT_FALSE(exists("new"));
  // To go on in the same file is what --weights is for.
  Ran again = run(plain, {"train", "--weights=base.safetensors",
                          "--save=./base.safetensors"});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_NE(contents("base.safetensors"), base);
}

TEST_F(Train, AFileIsNoFolder) {
  write("d.csv", "1\n");
  Ran ran = run(model(R"(, "epochs": 1)"), {"train", "--log=d.csv/x"});
  EXPECT_EQ(ran.status, 73);
  EXPECT_EQ(ran.err, "d.csv/x: error: cannot create it: not a directory\n");
}

TEST_F(Train, AMissingFileOfTheDataNamesItsOption) {
  nlohmann::json source =
      nlohmann::json::parse(description(std::string(sgd) + R"(, "epochs": 1)"));
  source["data"]["train"]["x"] = {{"kind", "csv"}, {"file", "none.csv"}};
  const plx_model &missing = lineModel(PLX_F64, source.dump());
  Ran ran = run(missing, {"train"});
  EXPECT_EQ(ran.status, 66);
  EXPECT_EQ(ran.err, "none.csv: error: no such file or directory; --data-dir "
                     "names the folder of the program's data\n");
  EXPECT_EQ(run(missing, {"train", "--data-dir=here"}).err,
            "here/none.csv: error: no such file or directory\n");
  // A program that cannot train does not say that it can.
  EXPECT_EQ(
      run(lineModel(PLX_F64, "{\"data\": " + lineData() + "}"), {"evaluate"})
          .err,
      "line.safetensors: error: no such file or directory; `./line "
      "init` writes it, and --weights names another\n");
}

TEST_F(Train, WhatIsNeverANumberHasNoBest) {
  plx_model strange = model(R"(, "epochs": 9, "stop": [{"name": "early",
      "metric": "rmse", "mode": "min", "patience": {"epochs": 1}}])");
  static plx_entry step;
  step = strange.step;
  strange.step = [](const plx_call *call) {
    step(call);
    static_cast<double *>(call->results)[1] = std::nan("");
  };
  Ran ran = run(strange, {"train"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("rmse was never a number: stopped after"),
            std::string::npos)
      << ran.out;
}

TEST_F(Train, ALogThatFailsDoesNotEndTheTraining) {
  std::filesystem::create_directory("l");
  plx_model slow = model(R"(, "epochs": 2)");
  static plx_entry step;
  step = slow.step;
  slow.step = [](const plx_call *call) {
    std::filesystem::remove_all("l");
    step(call);
  };
  Ran ran = run(slow, {"train", "--quiet", "--log=l/h.csv"});
  EXPECT_EQ(ran.status, 73);
  EXPECT_EQ(ran.err.find("line: warning: l/h.csv: "), 0u) << ran.err;
  EXPECT_TRUE(exists("line.safetensors"));
}

TEST_F(Train, TheWeightsBeforeStayBesideThemBehindALink) {
  std::filesystem::create_directory("far");
  const plx_model &one = model(R"(, "epochs": 1)");
  ASSERT_EQ(run(one, {"init", "--save=far/w"}).status, 0);
  std::string before = contents("far/w");
  std::filesystem::create_symlink("far/w", "line.safetensors");
  Ran ran = run(one, {"train", "--quiet"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(contents("far/w.previous"), before);
  EXPECT_NE(contents("far/w"), before);
}

TEST_F(Train, InitLosesNoWeights) {
  const plx_model &one = model(R"(, "epochs": 1)");
  ASSERT_EQ(run(one, {"train", "--quiet"}).status, 0);
  std::string before = contents("line.safetensors");
  EXPECT_EQ(run(one, {"init"}).out, "saved line.safetensors; what was there is "
                                    "line.safetensors.previous\n");
  EXPECT_EQ(contents("line.safetensors.previous"), before);
  EXPECT_EQ(run(one, {"init", "--save=own"}).out, "saved own\n");
  EXPECT_EQ(run(one, {"init", "--save=own"}).out, "saved own\n");
  EXPECT_FALSE(exists("own.previous"));
}

TEST_F(Train, WhatCannotBeKeptIsNamed) {
  const plx_model &one = model(R"(, "epochs": 1)");
  ASSERT_EQ(run(one, {"train", "--quiet"}).status, 0);
  std::string before = contents("line.safetensors");
  plx_model late = one;
  static plx_entry step;
  step = late.step;
  late.step = [](const plx_call *call) {
    std::filesystem::create_directories("line.safetensors.previous/in");
    step(call);
  };
  Ran ran = run(late, {"train", "--quiet"});
  EXPECT_EQ(ran.status, 73);
  EXPECT_EQ(ran.err.find("line.safetensors.previous: error: "), 0u) << ran.err;
  EXPECT_EQ(contents("line.safetensors"), before);
}

TEST_F(Train, TheWeightsBeforeStay) {
  const plx_model &one = model(R"(, "epochs": 1)");
  EXPECT_EQ(run(one, {"train"}).out.find("what was there"), std::string::npos);
  std::string before = contents("line.safetensors");
  Ran again = run(one, {"train", "--epochs=3"});
  EXPECT_NE(again.out.find("saved line.safetensors; what was there is "
                           "line.safetensors.previous\n"),
            std::string::npos)
      << again.out;
  EXPECT_EQ(contents("line.safetensors.previous"), before);
  EXPECT_NE(contents("line.safetensors"), before);
  // A file that is named is meant.
  ASSERT_EQ(run(one, {"train", "--save=own.safetensors"}).status, 0);
  ASSERT_EQ(run(one, {"train", "--save=own.safetensors"}).status, 0);
  EXPECT_FALSE(exists("own.safetensors.previous"));
}

TEST_F(Train, AWarmupThatNeverEndsIsSaid) {
  std::string schedule =
      R"(, "epochs": 2, "schedule": {"name": "constant", "warmup": {"steps": N}})";
  for (auto [steps, err] :
       {std::pair("4", ""),
        std::pair("5", "line: warning: the warm-up takes 5 steps, but the "
                       "training has 4: the learning rate never reaches "
                       "0.1\n")}) {
    std::string own = schedule;
    own.replace(own.find('N'), 1, steps);
    EXPECT_EQ(run(model(own), {"train", "--quiet"}).err, err);
  }
}

TEST_F(Train, TheHistoryIsThereWhileItRuns) {
  host::History history(model(R"(, "epochs": 1)"), false);
  host::HistoryFile log("h.csv");
  host::EpochReport report;
  report.epoch = 1;
  history.add(report);
  log.update(history);
  EXPECT_EQ(contents("h.csv"), history.text());
  host::HistoryFile("").update(history); // nothing was asked for
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator("."), {}), 1);
}

TEST_F(Train, MissingRecordsAreExplained) {
  Ran noTrain =
      run(lineModel(PLX_F64, "{\"data\": " + lineData() + "}"), {"train"});
  EXPECT_EQ(noTrain.status, 65);
  EXPECT_EQ(noTrain.err, "line: error: this program was compiled without "
                         "`train`, so it cannot train\n");
  Ran noData = run(lineModel(PLX_F64, "{\"train\": {\"epochs\": 1, " +
                                          std::string(sgd) + "}}"),
                   {"train"});
  EXPECT_EQ(noData.status, 65);
  EXPECT_NE(noData.err.find("compiled without `data`"), std::string::npos);
  Ran noSplit = run(model(R"(, "epochs": 1, "stop": [{"name": "early",
      "metric": "val_loss", "mode": "min", "patience": {"epochs": 1}}])"),
                    {"train"});
  EXPECT_EQ(noSplit.status, 65);
  EXPECT_EQ(noSplit.err, "line: error: `early` watches `val_loss`, but the "
                         "data has no validation split\n");
}

TEST_F(Train, TheProgramsWeightsAreLoadedAtTheStart) {
  ASSERT_EQ(run(model(R"(, "epochs": 1)"),
                {"init", "--seed=9", "--save=nine.safetensors"})
                .status,
            0);
  std::string text = description(std::string(sgd) + R"(, "epochs": 1)");
  text.back() = ',';
  text += R"("weights": {"load": [{"file": "nine.safetensors",
                                   "only": "*.weight"}]}})";
  ASSERT_EQ(
      run(lineModel(PLX_F64, text), {"init", "--save=i.safetensors"}).status,
      0);
  EXPECT_EQ(element("i.safetensors", "fc.weight", 1),
            element("nine.safetensors", "fc.weight", 1));
}
