//===- CheckpointTest.cpp - a training goes on where it stopped -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "RunProgram.h"
#include "TrainingBed.h"
#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"
#include "runtime/train/CheckpointFile.h"

#include <cstring>

using namespace plexus;
using namespace plexus::host;
using namespace plexus::fake;

namespace {

constexpr const char *settings =
    R"("epochs": 9, "batch": 3, "seed": 5, "learning_rate": 0.05,
       "stop": [{"name": "early", "metric": "val_loss", "mode": "min", "restore": "best",
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

/// What is wrong with a checkpoint of these bytes.
std::string restoreFailure(Bed &bed, const Bytes &bytes) {
  return failure(Status::BadData, [&] {
    auto file = SafetensorsFile::parse(bytes, "line.ckpt");
    restoreCheckpoint(file, course, bed.session, bed.state);
  });
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
    EXPECT_EQ(file.load(bed.session, bed.state, bed.horizon()),
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

TEST_F(CheckpointTest, AnInterruptionBetweenEpochsIsNoEnd) {
  Bed whole(settings);
  TrainOutcome expected = whole.run();
  for (size_t epochs = 1; epochs <= whole.recorder.epochs.size(); ++epochs) {
    Bed cut(settings);
    {
      CheckpointFile file("line.ckpt", course);
      cut.recorder.interruptAfter = epochs;
      cut.recorder.onCheckpoint = [&](const TrainState &state) {
        file.save(cut.session, state, "");
      };
      cut.run();
    }
    Bed bed(settings);
    CheckpointFile file("line.ckpt", course);
    file.load(bed.session, bed.state, bed.horizon());
    TrainOutcome outcome = bed.run();
    EXPECT_EQ(bed.parameters(), whole.parameters()) << epochs;
    EXPECT_EQ(outcome.end, expected.end) << epochs;
    EXPECT_EQ(outcome.last.epoch, expected.last.epoch);
  }
}

TEST_F(CheckpointTest, TheOneBeforeStays) {
  cutAfter(3, "line.ckpt");
  EXPECT_EQ(filesHere(),
            (std::vector<std::string>{"line.ckpt", "line.ckpt.previous"}));
  Bed bed(settings);
  CheckpointFile file("line.ckpt.previous", course);
  file.load(bed.session, bed.state, bed.horizon());
  EXPECT_EQ(bed.state.step, 2u);
}

TEST_F(CheckpointTest, EveryBitThatFlipsIsNoticed) {
  cutAfter(2, "line.ckpt");
  Bytes whole = readFile("line.ckpt");
  ASSERT_GT(whole.size(), 100u);
  Bed bed(settings);
  std::vector<double> before = bed.parameters();
  EXPECT_EQ(restoreFailure(bed, whole), "");
  EXPECT_NE(bed.parameters(), before);
  before = bed.parameters();
  for (size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    Bytes damaged = whole;
    damaged[bit / 8] ^= uint8_t(1 << bit % 8);
    EXPECT_NE(restoreFailure(bed, damaged), "") << "bit " << bit;
  }
  EXPECT_EQ(bed.parameters(), before) << "what is damaged changes nothing";
}

TEST_F(CheckpointTest, EveryTruncationIsNoticed) {
  cutAfter(2, "line.ckpt");
  Bytes whole = readFile("line.ckpt");
  Bed bed(settings);
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(restoreFailure(bed, Bytes(whole.begin(), whole.begin() + size)),
              "")
        << size << " bytes";
  whole.push_back(0);
  EXPECT_NE(restoreFailure(bed, whole), "");
}

TEST_F(CheckpointTest, AnOlderOneIsOfferedAndNotTaken) {
  cutAfter(4, "line.ckpt");
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  put("line.ckpt", "damaged");
  std::string message = failure(Status::BadData, [&] {
    file.load(bed.session, bed.state, bed.horizon());
  });
  EXPECT_NE(message.find("rename `line.ckpt.previous` to `line.ckpt`"),
            std::string::npos)
      << message;
  std::filesystem::remove("line.ckpt");
  message = failure(Status::NoInput,
                    [&] { file.load(bed.session, bed.state, bed.horizon()); });
  EXPECT_NE(message.find("the checkpoint before it is whole"),
            std::string::npos);
  put("line.ckpt.previous", "damaged too");
  message = failure(Status::NoInput,
                    [&] { file.load(bed.session, bed.state, bed.horizon()); });
  EXPECT_EQ(message.find("before it"), std::string::npos) << message;
}

TEST_F(CheckpointTest, WhatDoesNotBelongToTheTrainingIsRefused) {
  cutAfter(4, "line.ckpt");
  Bed bed(settings);
  {
    CheckpointFile file("line.ckpt", {{"seed", 6}});
    EXPECT_EQ(
        failure(Status::BadData,
                [&] { file.load(bed.session, bed.state, bed.horizon()); }),
        "line.ckpt: is of a training with another `seed`: 5 there, 6 here");
  }
  {
    CheckpointFile file("line.ckpt", {{"seed", 5}, {"network", "0123"}});
    EXPECT_EQ(
        failure(Status::BadData,
                [&] { file.load(bed.session, bed.state, bed.horizon()); }),
        "line.ckpt: is of a training with another network");
  }
  {
    CheckpointFile file("line.ckpt", {{"seed", 5}, {"rows", "0123"}});
    EXPECT_EQ(
        failure(Status::BadData,
                [&] { file.load(bed.session, bed.state, bed.horizon()); }),
        "line.ckpt: is of a training with other data");
  }
  Bed other(settings, PLX_F32);
  CheckpointFile file("line.ckpt", course);
  EXPECT_NE(
      failure(Status::BadData,
              [&] { file.load(other.session, other.state, other.horizon()); })
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

TEST_F(CheckpointTest, ALongerTrainingGoesOnFromTheEnd) {
  auto epochs = [](int count) {
    return "\"epochs\": " + std::to_string(count) +
           R"(, "batch": 3, "seed": 5, "learning_rate": 0.05)";
  };
  Bed whole(epochs(9)), half(epochs(4)), bed(epochs(9)), shorter(epochs(3));
  CheckpointFile file("line.ckpt", course);
  whole.run();
  half.recorder.onCheckpoint = [&](const TrainState &state) {
    file.save(half.session, state, "");
  };
  EXPECT_EQ(half.run().end, TrainEnd::Finished);
  file.load(half.session, half.state, half.horizon());
  EXPECT_TRUE(half.state.end) << "nothing is left to do";
  file.load(bed.session, bed.state, bed.horizon());
  EXPECT_FALSE(bed.state.end);
  bed.run();
  EXPECT_EQ(bed.parameters(), whole.parameters());
  EXPECT_EQ(failure(Status::BadData,
                    [&] {
                      file.load(shorter.session, shorter.state,
                                shorter.horizon());
                    }),
            "line.ckpt: was written after step 12, and this training ends "
            "with step 9");
}

TEST_F(CheckpointTest, AnEndInsideAnEpochIsAnEnd) {
  auto steps = [](int count) {
    return "\"steps\": " + std::to_string(count) +
           R"(, "batch": 3, "seed": 5, "learning_rate": 0.05)";
  };
  Bed bed(steps(4)), longer(steps(5));
  CheckpointFile file("line.ckpt", course);
  bed.recorder.onCheckpoint = [&](const TrainState &state) {
    file.save(bed.session, state, "");
  };
  bed.run();
  EXPECT_EQ(failure(Status::BadData,
                    [&] {
                      file.load(longer.session, longer.state, longer.horizon());
                    }),
            "line.ckpt: is of a training that ended inside an epoch, with step "
            "4: a longer one cannot go on there");
}

TEST_F(CheckpointTest, SecondsAreThoseOfTheWholeTraining) {
  cutAfter(7, "line.ckpt");
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  file.load(bed.session, bed.state, bed.horizon());
  double before = bed.state.seconds;
  EXPECT_GT(before, 0);
  EXPECT_GT(bed.state.epochSeconds, 0);
  bed.run();
  EXPECT_GT(bed.recorder.epochs.front().seconds, before);
}

TEST_F(CheckpointTest, WhatIsNoLockStaysToo) {
  put("line.ckpt.lock", "a letter");
  EXPECT_EQ(failure(Status::CannotCreate,
                    [] { CheckpointFile("line.ckpt", course); }),
            "line.ckpt.lock: is in the way: a training has its lock there");
  EXPECT_EQ(contentOf("line.ckpt.lock"), "a letter");
}

TEST_F(CheckpointTest, TheOneBeforeStaysWhereThereIsNoLast) {
  put("line.ckpt.previous", "the only one");
  Bed bed(settings);
  CheckpointFile file("line.ckpt", course);
  file.save(bed.session, bed.state, "");
  EXPECT_EQ(contentOf("line.ckpt.previous"), "the only one");
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
  EXPECT_NO_THROW(requireWhole(file));
  EXPECT_EQ(file.tensors().back().name, "checkpoint:hash");
}
