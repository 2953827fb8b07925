//===- OverrideTest.cpp - `--set` -----------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"

using namespace plexus;
using namespace plexus::frontend;

static const std::string records =
    "const RATE = 0.25\n"
    "data rows { train: { x: npy(\"x\"), y: npy(\"y\"), w: npy(\"w\") } }\n"
    "train { data: rows, epochs: 60, optimizer: sgd(lr: 1) }\n"
    "build mcu { threads: 3 }\n";

static Settings readWith(std::initializer_list<llvm::StringRef> assignments,
                         llvm::StringRef build = "") {
  Loaded loaded(network + records);
  for (llvm::StringRef assignment : assignments)
    EXPECT_TRUE(loaded.set(assignment)) << loaded.allMessages();
  std::optional<Settings> settings = loaded.settings(build);
  EXPECT_TRUE(settings) << loaded.allMessages();
  return settings.value_or(Settings());
}

TEST(Override, TakesThePlaceOfTheFilesEntry) {
  EXPECT_EQ(readWith({"train.epochs=5"}).train->epochs, 5u);
  EXPECT_EQ(readWith({"train.optimizer=adam(lr: RATE)"}).train->learningRate,
            0.25);
  EXPECT_EQ(readWith({"data.rows.train.x=npy(\"z\") # why"})
                .data->train.at(0)
                .second.file,
            "z");
}

TEST(Override, TheLastOneCounts) {
  EXPECT_EQ(readWith({"train.batch=5", "train.batch=7"}).train->batch, 7u);
}

TEST(Override, StepsTakeThePlaceOfEpochs) {
  Settings settings = readWith({"train.steps=9"});
  EXPECT_EQ(settings.train->steps, 9u);
  EXPECT_FALSE(settings.train->epochs);
}

TEST(Override, MakesRecordsThatTheFileHasNot) {
  EXPECT_EQ(readWith({"build.precision=f64"}).precision, Precision::F64);
  EXPECT_EQ(readWith({"weights.freeze=\"a\""}).freeze.size(), 1u);
}

TEST(Override, NamesABuild) {
  EXPECT_EQ(readWith({"build.mcu.threads=4"}, "mcu").threads, 4u);
  EXPECT_EQ(readWith({"build.mcu.threads=4"}).threads, 1u);
}

static std::string messageOf(llvm::StringRef assignment) {
  Loaded loaded(network + records);
  if (loaded.set(assignment))
    loaded.settings();
  return loaded.messages.empty() ? "" : loaded.messages[0];
}

TEST(Override, IsCheckedAsTheFileIs) {
  EXPECT_EQ(messageOf("train.epoch=5"),
            "`train` has no key `epoch`; did you mean `epochs`?");
  EXPECT_EQ(messageOf("train.epochs=0"),
            "`epochs` takes a whole number from 1 to 2147483647, got the "
            "number `0`");
  EXPECT_EQ(messageOf("trian.epochs=5"),
            "`--set` changes `train`, `data`, `weights` and `build`, not "
            "`trian`");
  EXPECT_EQ(messageOf("data.row.split=random(1)"),
            "there is no `data` record `row`; did you mean `rows`?");
  EXPECT_EQ(messageOf("data.other.split=random(1)"),
            "there is no `data` record `other`");
}

TEST(Override, IsOneEntry) {
  for (llvm::StringRef text :
       {"", "train", "train.epochs", "=5", "train=5", ".epochs=5", "train.=5",
        "train.a b=5", "data.rows=5", "train.epochs=5 } network X {",
        "train.epochs=5\nbatch: 3"}) {
    Loaded loaded(network + records);
    EXPECT_FALSE(loaded.set(text)) << text.str();
    EXPECT_TRUE(loaded.engine.hasErrors()) << text.str();
  }
}
