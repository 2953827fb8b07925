//===- CheckpointTest.cpp - a training goes on where it stopped -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/Checkpoint.h"
#include "RunProgram.h"
#include "TrainingBed.h"
#include "runtime/host/AtomicFile.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Safetensors.h"

#include <cstring>

using namespace plexus;
using namespace plexus::host;
using namespace plexus::fake;

namespace {

constexpr const char *settings =
    R"("epochs": 9, "batch": 3, "seed": 5, "learning_rate": 0.05,
       "stop": [{"name": "early", "metric": "val_loss", "restore": "best",
                 "patience": {"epochs": 4}}],
       "checkpoint": {"every": {"steps": 1}, "file": "x"})";

const Course course = {{"seed", 5}};

class CheckpointTest : public fake::InFolder {};

std::string contentOf(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string &path, const std::string &content) {
  std::ofstream(path, std::ios::binary) << content;
}

std::vector<std::string> filesHere() {
  std::vector<std::string> names;
  for (const auto &entry : std::filesystem::directory_iterator("."))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

/// The message of an error of that status; empty if there is none.
std::string failure(Status status, const std::function<void()> &action) {
  try {
    action();
  } catch (const Error &error) {
    EXPECT_EQ(error.status, status) << error.what();
    return error.what();
  }
  return "";
}

/// Leaves the checkpoint of a training that was cut after `steps` steps.
void cutAfter(size_t steps, const std::string &path) {
  Bed bed(settings);
  CheckpointFile file(path, course);
  bed.recorder.interruptAfterStep = steps;
  bed.recorder.onCheckpoint = [&](const TrainState &state) {
    file.save(bed.session, state, "history of " + std::to_string(steps));
  };
  bed.run();
}

} // namespace

TEST_F(CheckpointTest, GoingOnFromAnyStepIsAsIfItNeverStopped) {
  Bed whole(settings);
  TrainOutcome expected = whole.run();
  for (size_t steps = 1; steps < whole.recorder.steps.size(); ++steps) {
    cutAfter(steps, "line.ckpt");
    Bed bed(settings);
    bed.session.initialize(99); // what is there before does not matter
    CheckpointFile file("line.ckpt", course);
    EXPECT_EQ(file.load(bed.session, bed.state),
              "history of " + std::to_string(steps));
    EXPECT_EQ(bed.state.step, steps);
    TrainOutcome outcome = bed.run();
    EXPECT_EQ(bed.parameters(), whole.parameters()) << steps;
    EXPECT_EQ(outcome.end, expected.end);
    EXPECT_EQ(outcome.last.train, expected.last.train);
    EXPECT_EQ(outcome.last.step, expected.last.step);
    ASSERT_TRUE(outcome.restored);
    EXPECT_EQ(outcome.restored->epoch, expected.restored->epoch);
  }
}

TEST_F(CheckpointTest, TheOneBeforeStays) {
  cutAfter(3, "line.ckpt");
  EXPECT_EQ(filesHere(),
            (std::vector<std::string>{"line.ckpt", "line.ckpt.previous"}));
  Bed bed(settings);
  CheckpointFile file("line.ckpt.previous", course);
  file.load(bed.session, bed.state);
  EXPECT_EQ(bed.state.step, 2u);
}

TEST_F(CheckpointTest, EveryBitThatFlipsIsNoticed) {
  cutAfter(2, "line.ckpt");
  std::filesystem::remove("line.ckpt.previous");
  std::string whole = contentOf("line.ckpt");
  ASSERT_GT(whole.size(), 100u);
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  std::vector<double> before = bed.parameters();
  for (size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string damaged = whole;
    damaged[bit / 8] = char(damaged[bit / 8] ^ (1 << bit % 8));
    put("line.ckpt", damaged);
    EXPECT_NE(
        failure(Status::BadData, [&] { file.load(bed.session, bed.state); }),
        "")
        << "bit " << bit;
  }
  EXPECT_EQ(bed.parameters(), before) << "what is damaged changes nothing";
}

TEST_F(CheckpointTest, EveryTruncationIsNoticed) {
  cutAfter(2, "line.ckpt");
  std::filesystem::remove("line.ckpt.previous");
  std::string whole = contentOf("line.ckpt");
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  for (size_t size = 0; size < whole.size(); ++size) {
    put("line.ckpt", whole.substr(0, size));
    EXPECT_NE(
        failure(Status::BadData, [&] { file.load(bed.session, bed.state); }),
        "")
        << size << " bytes";
  }
  put("line.ckpt", whole + '\0');
  EXPECT_NE(
      failure(Status::BadData, [&] { file.load(bed.session, bed.state); }), "");
}

TEST_F(CheckpointTest, AnOlderOneIsOfferedAndNotTaken) {
  cutAfter(4, "line.ckpt");
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  put("line.ckpt", "damaged");
  std::string message =
      failure(Status::BadData, [&] { file.load(bed.session, bed.state); });
  EXPECT_NE(message.find("rename `line.ckpt.previous` to `line.ckpt`"),
            std::string::npos)
      << message;
  std::filesystem::remove("line.ckpt");
  message =
      failure(Status::NoInput, [&] { file.load(bed.session, bed.state); });
  EXPECT_NE(message.find("the checkpoint before it is whole"),
            std::string::npos);
  put("line.ckpt.previous", "damaged too");
  message =
      failure(Status::NoInput, [&] { file.load(bed.session, bed.state); });
  EXPECT_EQ(message.find("before it"), std::string::npos) << message;
}

TEST_F(CheckpointTest, WhatDoesNotBelongToTheTrainingIsRefused) {
  cutAfter(4, "line.ckpt");
  Bed bed(settings);
  {
    CheckpointFile file("line.ckpt", {{"seed", 6}});
    EXPECT_EQ(
        failure(Status::BadData, [&] { file.load(bed.session, bed.state); }),
        "line.ckpt: is of a training with another `seed`: 5 there, 6 here");
  }
  {
    CheckpointFile file("line.ckpt", {{"seed", 5}, {"network", "0123"}});
    EXPECT_EQ(
        failure(Status::BadData, [&] { file.load(bed.session, bed.state); }),
        "line.ckpt: is of a training with another network");
  }
  Bed other(settings, PLX_F32);
  CheckpointFile file("line.ckpt", course);
  EXPECT_NE(
      failure(Status::BadData, [&] { file.load(other.session, other.state); })
          .find("has no tensor `"),
      std::string::npos);
}

TEST_F(CheckpointTest, TwoTrainingsExcludeEachOther) {
  CheckpointFile first("line.ckpt", course);
  EXPECT_EQ(failure(Status::Busy, [] { CheckpointFile("line.ckpt", course); }),
            "line.ckpt: is the checkpoint of another training that is running");
  std::filesystem::create_symlink("line.ckpt", "link.ckpt");
  EXPECT_NE(failure(Status::Busy, [] { CheckpointFile("link.ckpt", course); }),
            "");
  CheckpointFile another("another.ckpt", course);
}

TEST_F(CheckpointTest, NoLockStays) {
  put("line.ckpt.lock", ""); // of a process that was killed
  {
    CheckpointFile file("line.ckpt", course);
  }
  EXPECT_TRUE(filesHere().empty());
}

TEST_F(CheckpointTest, NothingThatIsNotFiniteIsSaved) {
  Bed bed(R"("epochs": 50, "batch": 3, "learning_rate": 1e200,
             "checkpoint": {"every": {"steps": 1}, "file": "x"})");
  bool finite = true;
  bed.recorder.onCheckpoint = [&](const TrainState &) {
    for (double w : bed.parameters())
      finite &= std::isfinite(w);
  };
  EXPECT_NE(failure(Status::Diverged, [&] { bed.run(); }), "");
  EXPECT_TRUE(finite);
}

TEST_F(CheckpointTest, AbandonedTemporariesGo) {
  put(".plexus-1-0.tmp", "of a process that was killed");
  AtomicFile busy("busy");
  std::vector<std::string> during = filesHere();
  ASSERT_EQ(during.size(), 1u) << "the old one is gone, the new one there";
  writeFile("done", {});
  EXPECT_EQ(filesHere(), (std::vector<std::string>{during[0], "done"}));
  busy.commit();
  EXPECT_EQ(filesHere(), (std::vector<std::string>{"busy", "done"}));
}

TEST_F(CheckpointTest, ACheckpointIsAFileOfWeightsToo) {
  cutAfter(4, "line.ckpt");
  SafetensorsFile file = SafetensorsFile::read("line.ckpt");
  EXPECT_TRUE(file.metadata().contains("checkpoint"));
  EXPECT_EQ(file.tensors().back().name, "checkpoint:hash");
}
