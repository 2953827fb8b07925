//===- SettingsTest.cpp - what records say --------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"
#include "compiler/program/Schema.h"

using namespace plexus;
using namespace plexus::frontend;

static Settings read(const std::string &records, llvm::StringRef build = "") {
  Loaded loaded(network + records);
  std::optional<Settings> settings = loaded.settings(build);
  EXPECT_TRUE(settings) << loaded.allMessages();
  return settings.value_or(Settings());
}

static const std::string train = "train { epochs: 1, optimizer: sgd(lr: 1) }\n";

TEST(Settings, OptimizersHaveAllTheirSettings) {
  Settings settings = read("train { epochs: 1\n"
                           "  optimizer: sgd(1e-2, nesterov: true) }\n");
  const OptimizerUse &sgd = settings.train->optimizer;
  EXPECT_EQ(sgd.word, "sgd");
  EXPECT_EQ(sgd.numbers.at("momentum"), 0);
  EXPECT_EQ(sgd.flags.at("nesterov"), true);
  EXPECT_EQ(settings.train->learningRate, 0.01);
  settings =
      read("train { epochs: 1, optimizer: adam(lr: 1e-3, beta1: 80%) }\n");
  const OptimizerUse &adam = settings.train->optimizer;
  EXPECT_EQ(adam.numbers.at("beta1"), 0.8);
  EXPECT_EQ(adam.numbers.at("beta2"), 0.999);
  EXPECT_EQ(adam.numbers.at("eps"), 1e-8);
}

/// An optimizer's row says the ranges; the names say nothing.
TEST(Settings, NumbersOfOptimizersHaveTheirRanges) {
  auto messages = [](const std::string &use) {
    Loaded loaded(network + "train { epochs: 1, optimizer: " + use + " }\n");
    readSettings(loaded.program, namesOf(*loaded.program.network),
                 {{{"odd",
                    {{"lr", ValueKind::NonNegative, ""},
                     {"beta", ValueKind::Positive, "2"},
                     {"decay", ValueKind::BelowOne, "0"}}}},
                  {}},
                 "", loaded.engine);
    return loaded.allMessages();
  };
  EXPECT_EQ(messages("odd(lr: 0, beta: 3, decay: 0.5)"), "");
  EXPECT_EQ(messages("odd(lr: 1, beta: 0)"),
            "`beta` takes a number above 0, got the number `0`");
  EXPECT_EQ(messages("odd(lr: 1, decay: 1)"),
            "`decay` takes a number from 0 to below 1, got the number `1`");
}

TEST(Settings, Clipping) {
  auto clip = [](const std::string &clip) {
    return *read("train { epochs: 1, optimizer: sgd(lr: 1)\n  clip: " + clip +
                 " }\n")
                .train;
  };
  EXPECT_EQ(clip("value(2)").clipValue, 2.0);
  EXPECT_FALSE(clip("value(2)").clipNorm);
  EXPECT_EQ(clip("global_norm(0.5)").clipNorm, 0.5);
  EXPECT_FALSE(read(train).train->clipNorm);
}

TEST(Settings, CapacityIsTheLargestBatch) {
  EXPECT_EQ(read("").capacity, 64u);
  EXPECT_EQ(read(train).capacity, 32u);
  EXPECT_EQ(read(train + "build { batch: [1, 48] }\n").capacity, 48u);
  EXPECT_EQ(read(train + "build { batch: 1 }\n").capacity, 32u);
  EXPECT_EQ(read(train + "build { batch: 1, training: off }\n").capacity, 1u);
}

TEST(Settings, TheChosenBuildCounts) {
  std::string builds = "build { precision: f64 }\n"
                       "build small { threads: 2, training: off }\n"
                       "build gpu { device: ptx(\"sm_80\"), math: fast\n"
                       "  precision: mixed(bf16) }\n";
  Settings standard = read(builds);
  EXPECT_EQ(standard.precision, Precision::F64);
  EXPECT_EQ(standard.threads, 1u);
  EXPECT_TRUE(standard.training);
  Settings chosen = read(builds, "small");
  EXPECT_EQ(chosen.precision, Precision::F32);
  EXPECT_EQ(chosen.threads, 2u);
  EXPECT_FALSE(chosen.training);
}

TEST(Settings, LoopsAreFusedUnlessTheBuildSaysNo) {
  std::string builds = "build slow { fuse: false }\n";
  EXPECT_TRUE(read(builds).fuse);
  EXPECT_FALSE(read(builds, "slow").fuse);
  EXPECT_FALSE(read("build { fuse: 1 == 2 }\n").fuse);
}

TEST(Settings, WeightsAreFrozenByPattern) {
  EXPECT_EQ(read("weights { freeze: \"a.*\" }\n").freeze,
            std::vector<std::string>{"a.*"});
  EXPECT_EQ(read("weights { freeze: [\"a\", \"b\"] }\n").freeze.size(), 2u);
}

TEST(Settings, DataIsReadInTheModuleThatDeclaresIt) {
  Files files = {{"dir/d.plx", "const DIR = \"far/\"\n"
                               "data d { train: { x: npy(DIR + \"x\"),\n"
                               "  y: npy(DIR + \"y\"), w: npy(\"w\") } }\n"}};
  Loaded loaded("import \"d.plx\" (d)\nconst DIR = \"near/\"\n" + network +
                    "train { data: d, epochs: 1, optimizer: sgd(lr: 1) }\n",
                files);
  std::optional<Settings> settings = loaded.settings();
  ASSERT_TRUE(settings) << loaded.allMessages();
  EXPECT_EQ(settings->data->train.at(0).second.file, "far/x");
  EXPECT_EQ(settings->train->data, "d");
}

TEST(Settings, DataThatIsNotUsedNeedsNoNames) {
  read(train + "data other { train: { a: csv(\"a.csv\") } }\n");
}

/// The direction is the metric's word's, a loss's, or written.
TEST(Settings, EarlyKnowsWhichValuesAreBetter) {
  auto isSmallerBetter = [](const std::string &early) {
    return read("train { epochs: 1, optimizer: sgd(lr: 1)\n stop: early(" +
                early + ", patience: 1 epochs) }\n")
        .train->stop[0]
        .isSmallerBetter;
  };
  EXPECT_TRUE(isSmallerBetter("loss"));
  EXPECT_TRUE(isSmallerBetter("pull"));
  EXPECT_TRUE(isSmallerBetter("miss")); // an rmse
  EXPECT_FALSE(isSmallerBetter("accuracy"));
  EXPECT_FALSE(isSmallerBetter("accuracy, mode: max"));
  EXPECT_TRUE(isSmallerBetter("hits, mode: min"));
  EXPECT_FALSE(isSmallerBetter("hits, mode: max"));
}

TEST(Settings, NamesOfANetwork) {
  Loaded loaded(network);
  NetworkNames names = namesOf(*loaded.program.network);
  EXPECT_EQ(names.inputs, std::vector<std::string>{"x"});
  EXPECT_EQ(names.targets, (std::vector<std::string>{"y", "w"}));
  EXPECT_EQ(names.indexTargets, std::vector<std::string>{"y"});
  EXPECT_EQ(names.results,
            (std::vector<std::string>{"loss", "pull", "cross_entropy",
                                      "accuracy", "miss", "hits"}));
}

TEST(Settings, ASingleTermOfTheLossHasNoResultOfItsOwn) {
  Loaded loaded("network N {\n"
                "  input x: f32[2]\n"
                "  loss ce = mse(x, x)\n"
                "}\n");
  EXPECT_EQ(namesOf(*loaded.program.network).results,
            std::vector<std::string>{"loss"});
}

TEST(Schema, EveryRowIsWhole) {
  for (const Key &key : keys()) {
    EXPECT_FALSE(key.doc.empty()) << key.name.str();
    EXPECT_EQ(findKey(key.record, key.name), &key) << key.name.str();
  }
  for (const Form &form : forms()) {
    EXPECT_FALSE(familyName(form.family).empty()) << form.word.str();
    // What a word takes that is not built is not known yet.
    EXPECT_TRUE(form.isBuilt || form.parameters.empty()) << form.word.str();
  }
}

/// The defaults that the table promises are those of the structs.
TEST(Schema, DefaultsAgreeWithTheStructs) {
  auto fallback = [](ast::RecordKind record, llvm::StringRef name) {
    return findKey(record, name)->fallback.str();
  };
  TrainSettings settings;
  EXPECT_EQ(fallback(ast::RecordKind::Train, "batch"),
            std::to_string(settings.batch));
  EXPECT_EQ(fallback(ast::RecordKind::Train, "seed"),
            std::to_string(settings.seed));
  EXPECT_EQ(fallback(ast::RecordKind::Train, "schedule"),
            settings.schedule.name);
  EXPECT_EQ(fallback(ast::RecordKind::Build, "threads"),
            std::to_string(Settings().threads));
  EXPECT_EQ(fallback(ast::RecordKind::Build, "fuse"),
            Settings().fuse ? "true" : "false");
}
