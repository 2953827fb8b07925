//===- WeightsTest.cpp - weights files, good and bad ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"

#include "runtime/files/Safetensors.h"
#include "runtime/train/Weights.h"

#include <cmath>
#include <limits>

using namespace plexus;
using namespace plexus::fake;

namespace {
const plx_model &model(plx_type type = PLX_F64) {
  static const plx_model &f32 = lineModel(
      PLX_F32, description(std::string(sgd) + R"(, "epochs": 1)", true));
  static const plx_model &f64 = lineModel(
      PLX_F64, description(std::string(sgd) + R"(, "epochs": 1)", true));
  return type == PLX_F32 ? f32 : f64;
}

/// A file of f32 tensors with the values 0.5, 1.5, ...
void writeTensors(
    const std::string &path,
    const std::vector<std::pair<std::string, std::vector<uint64_t>>> &tensors,
    float first = 0.5) {
  std::vector<float> values(64);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = first + float(i);
  std::vector<host::TensorView> views;
  for (auto &[name, shape] : tensors) {
    uint64_t count = 1;
    for (uint64_t extent : shape)
      count *= extent;
    views.push_back({name,
                     "F32",
                     shape,
                     {reinterpret_cast<uint8_t *>(values.data()), count * 4}});
  }
  host::writeSafetensors(path, views);
}

class Weights : public InFolder {
protected:
  void expectRefused(const std::string &reason) {
    Ran ran = run(model(), {"evaluate", "--weights=w.safetensors"});
    EXPECT_EQ(ran.status, 65);
    EXPECT_EQ(ran.err, "w.safetensors: error: " + reason + "\n");
    EXPECT_EQ(ran.out, "");
  }
};
} // namespace

TEST_F(Weights, PatternsMatchWholeNames) {
  using host::matches;
  EXPECT_TRUE(matches("embedding.weight", "embedding.*"));
  EXPECT_TRUE(matches("a.b.c", "*.c"));
  EXPECT_TRUE(matches("a.b.c", "a*b*c"));
  EXPECT_TRUE(matches("a", "*"));
  EXPECT_FALSE(matches("embeddings.weight", "embedding.*"));
  EXPECT_FALSE(matches("a.b", "a"));
  EXPECT_FALSE(matches("a", "a.b"));
}

TEST_F(Weights, SavedWeightsLoadToTheSameBits) {
  for (plx_type type : {PLX_F32, PLX_F64}) {
    host::Session session(model(type)), again(model(type));
    session.initialize(3);
    host::saveWeights(session, "w.safetensors");
    host::loadWeights(again, "w.safetensors", {}, [](auto &) { FAIL(); });
    EXPECT_EQ(memcmp(session.parameters().data(), again.parameters().data(),
                     session.parameters().size()),
              0);
    host::saveWeights(again, "v.safetensors");
    EXPECT_EQ(contents("w.safetensors"), contents("v.safetensors"));
    auto file = host::SafetensorsFile::read("w.safetensors");
    EXPECT_EQ(file.find("fc.weight")->dtype, type == PLX_F64 ? "F64" : "F32");
  }
}

TEST_F(Weights, OtherElementTypesAreConverted) {
  writeTensors("w.safetensors", {{"fc.weight", {1, 2}}, {"fc.bias", {1}}});
  host::Session session(model());
  host::loadWeights(session, "w.safetensors", {}, [](auto &) { FAIL(); });
  auto *p = reinterpret_cast<double *>(session.parameters().data());
  EXPECT_EQ(p[0], 0.5);
  EXPECT_EQ(p[1], 1.5);
  EXPECT_EQ(p[8], 0.5);
}

TEST_F(Weights, WhatDoesNotFitIsRefused) {
  writeTensors("w.safetensors", {{"fc.weight", {1, 2}}, {"fc.bios", {1}}});
  expectRefused("there is no tensor `fc.bias`, a parameter of this network; "
                "did you mean `fc.bios`?");
  writeTensors("w.safetensors", {{"fc.weight", {2, 1}}, {"fc.bias", {1}}});
  expectRefused("`fc.weight` has the shape [2, 1], but the network's is [1, "
                "2]; it looks transposed: weights are [out, in]");
  writeTensors("w.safetensors", {{"fc.weight", {1, 3}}, {"fc.bias", {1}}});
  expectRefused(
      "`fc.weight` has the shape [1, 3], but the network's is [1, 2]");
  writeTensors("w.safetensors",
               {{"fc.weight", {1, 2}}, {"fc.bias", {1}}, {"head.bias", {3}}});
  expectRefused("the network has no parameter `head.bias`");
}

TEST_F(Weights, TensorsOfAFileMayHaveOtherNames) {
  EXPECT_EQ(host::renamed("0.weight", {}), "0.weight");
  const host::Renaming rules[] = {
      {"module.0.*", "fc.*"}, {"b", "fc.bias"}, {"module.*", "*"}};
  EXPECT_EQ(host::renamed("module.0.weight", rules), "fc.weight");
  EXPECT_EQ(host::renamed("module.fc.bias", rules), "fc.bias");
  EXPECT_EQ(host::renamed("b", rules), "fc.bias");
  EXPECT_EQ(host::renamed("module", rules), "module");

  nlohmann::json source = nlohmann::json::parse(
      description(std::string(sgd) + R"(, "epochs": 1)", true));
  source["weights"] = {
      {"rename", nlohmann::json::parse(R"([["module.*", "fc.*"]])")}};
  const plx_model &renaming = lineModel(PLX_F32, source.dump());
  writeTensors("w.safetensors",
               {{"module.weight", {1, 2}}, {"module.bias", {1}}});
  Ran ran = run(renaming, {"evaluate", "--weights=w.safetensors"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  writeTensors(
      "w.safetensors",
      {{"module.weight", {1, 2}}, {"fc.weight", {1, 2}}, {"module.bias", {1}}});
  ran = run(renaming, {"evaluate", "--weights=w.safetensors"});
  EXPECT_EQ(ran.status, 65);
  EXPECT_EQ(ran.err, "w.safetensors: error: `rename` calls both "
                     "`module.weight` and `fc.weight` `fc.weight`\n");
}

TEST_F(Weights, RenamingLeavesTheProgramsOwnFilesAlone) {
  nlohmann::json source = nlohmann::json::parse(
      description(std::string(sgd) + R"(, "epochs": 1)", true));
  source["weights"]["rename"] =
      nlohmann::json::parse(R"([["fc.*", "module.*"]])");
  const plx_model &renaming = lineModel(PLX_F32, source.dump());
  ASSERT_EQ(run(renaming, {"train"}).status, 0);
  Ran ran = run(renaming, {"evaluate"});
  EXPECT_EQ(ran.status, 0) << ran.err;
}

TEST_F(Weights, MissingFilesAreExplained) {
  Ran ran = run(model(), {"evaluate"});
  EXPECT_EQ(ran.status, 66);
  EXPECT_EQ(ran.err.find("line.safetensors: error: "), 0u) << ran.err;
  EXPECT_NE(ran.err.find("`./line train` writes it"), std::string::npos);
  EXPECT_EQ(run(model(), {"evaluate", "--weights=none.safetensors"}).status,
            66);
}

TEST_F(Weights, NotANumberIsLoadedWithAWarning) {
  writeTensors("w.safetensors", {{"fc.weight", {1, 2}}, {"fc.bias", {1}}},
               std::numeric_limits<float>::quiet_NaN());
  Ran ran = run(model(), {"evaluate", "--weights=w.safetensors"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.err,
            "line: warning: w.safetensors: 2 of the 2 elements of `fc.weight` "
            "are not finite\n"
            "line: warning: w.safetensors: 1 of the 1 elements of `fc.bias` "
            "is not finite\n");
}

TEST_F(Weights, EvaluatePrintsResultsAsTextAndJson) {
  writeTensors("w.safetensors", {{"fc.weight", {1, 2}}, {"fc.bias", {1}}});
  // Rows of the validation split: y = 1.5 and 0.5 against 0.5 and 10.
  Ran text = run(model(), {"evaluate", "--weights=w.safetensors"});
  EXPECT_EQ(text.out, "split  validation\nrows   2\nloss   45.625\n"
                      "rmse   6.754628\nclose  0\n");
  auto document = nlohmann::json::parse(
      run(model(), {"evaluate", "--weights=w.safetensors", "--json"}).out);
  EXPECT_EQ(document["split"], "validation");
  EXPECT_EQ(document["results"]["loss"], 45.625);
  Ran none =
      run(model(), {"evaluate", "--weights=w.safetensors", "--split=test"});
  EXPECT_EQ(none.status, 65);
  EXPECT_EQ(none.err,
            "line: error: the data of this program has no test split\n");
}
