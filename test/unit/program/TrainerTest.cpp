//===- TrainerTest.cpp - the training loop against a second one ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "TrainingBed.h"
#include "runtime/data/Shuffle.h"
#include "runtime/files/Errors.h"
#include "runtime/session/EvaluateRows.h"
#include "runtime/train/TrainInterrupt.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

using namespace plexus;
using namespace plexus::host;

using namespace plexus::fake;

namespace {
constexpr const char *plain =
    R"("epochs": 3, "batch": 4, "seed": 5, "learning_rate": 0.05)";
} // namespace

TEST(Trainer, AgreesWithAnIndependentLoop) {
  Bed bed(plain);
  std::vector<double> p = bed.parameters();
  // Gradient descent on mean squared error, written again from the formula,
  // over 7 rows in batches of 4 and 3.
  std::vector<double> losses;
  for (uint32_t epoch = 0; epoch < 3; ++epoch) {
    std::vector<uint32_t> order = epochOrder(7, 5, epoch);
    double lossSum = 0;
    for (size_t first = 0; first < 7; first += 4) {
      size_t rows = std::min<size_t>(4, 7 - first);
      double slope[3] = {};
      for (size_t i = first; i < first + rows; ++i) {
        auto *x =
            static_cast<const double *>(bed.data.train.values[0].row(order[i]));
        auto *t =
            static_cast<const double *>(bed.data.train.values[1].row(order[i]));
        double d = p[0] * x[0] + p[1] * x[1] + p[2] - t[0];
        lossSum += d * d;
        slope[0] += 2 * d * x[0] / double(rows);
        slope[1] += 2 * d * x[1] / double(rows);
        slope[2] += 2 * d / double(rows);
      }
      for (int k = 0; k < 3; ++k)
        p[k] -= 0.05 * slope[k];
    }
    losses.push_back(lossSum / 7);
  }
  bed.run();
  std::vector<double> got = bed.parameters();
  for (int k = 0; k < 3; ++k)
    EXPECT_NEAR(got[k], p[k], 1e-14);
  ASSERT_EQ(bed.recorder.epochs.size(), 3u);
  for (int epoch = 0; epoch < 3; ++epoch) {
    EXPECT_NEAR(bed.recorder.epochs[epoch].train[0], losses[epoch], 1e-13);
    EXPECT_NEAR(bed.recorder.epochs[epoch].train[1], std::sqrt(losses[epoch]),
                1e-13); // rmse: the root of the mean over all rows
    EXPECT_EQ(bed.recorder.epochs[epoch].rows, 7u);
  }
  EXPECT_EQ(bed.recorder.steps.size(), 6u);
  EXPECT_EQ(bed.recorder.steps.back().step, 6u);
}

TEST(Trainer, EvaluationDoesNotDependOnTheBatch) {
  Bed bed(plain);
  Batch one(bed.model, 1, true), three(bed.model, 3, true);
  auto a = evaluateRows(bed.session, one, bed.data.train);
  auto b = evaluateRows(bed.session, three, bed.data.train);
  for (size_t i = 0; i < a.size(); ++i)
    EXPECT_NEAR(a[i], b[i], 1e-14);
}

TEST(Trainer, ABatchLargerThanTheDataIsTheData) {
  Bed bed(R"("epochs": 2, "batch": 4, "seed": 5, "learning_rate": 0.05)");
  bed.data.train = std::move(bed.data.validation);
  bed.data.validation = Rows();
  bed.run();
  EXPECT_EQ(bed.recorder.steps.size(), 2u);
  EXPECT_EQ(bed.recorder.steps[0].rowsOfEpoch, 2u);
}

TEST(Trainer, EarlyStoppingRestoresTheBestEpoch) {
  // A rate that is too large: the validation loss falls, then rises.
  Bed bed(R"("epochs": 40, "batch": 4, "seed": 5, "learning_rate": 0.33,
             "stop": [{"name": "early", "metric": "val_loss", "mode": "min",
                       "patience": {"epochs": 3}, "restore": "best"}])");
  TrainOutcome outcome = bed.run();
  ASSERT_EQ(outcome.end, TrainEnd::Early);
  ASSERT_TRUE(outcome.restored);
  const auto &epochs = bed.recorder.epochs;
  EXPECT_EQ(outcome.restored->epoch + 3, outcome.last.epoch);
  double best = epochs[0].validation[0];
  for (const EpochReport &epoch : epochs)
    best = std::min(best, epoch.validation[0]);
  EXPECT_EQ(outcome.restored->validation[0], best);
  EXPECT_NE(outcome.last.validation[0], best);
  // The parameters really are those of that epoch.
  Batch batch(bed.model, 2, true);
  EXPECT_EQ(evaluateRows(bed.session, batch, bed.data.validation)[0], best);
}

TEST(Trainer, WithoutRestoreTheLastParametersStay) {
  Bed bed(R"("epochs": 40, "batch": 4, "seed": 5, "learning_rate": 0.33,
             "stop": [{"name": "early", "metric": "val_loss", "mode": "min",
                       "patience": {"epochs": 3}}])");
  TrainOutcome outcome = bed.run();
  ASSERT_EQ(outcome.end, TrainEnd::Early);
  EXPECT_FALSE(outcome.restored);
  Batch batch(bed.model, 2, true);
  EXPECT_EQ(evaluateRows(bed.session, batch, bed.data.validation)[0],
            outcome.last.validation[0]);
}

TEST(Trainer, TimeStopsAtAStep) {
  Bed bed(R"("epochs": 100, "batch": 4, "seed": 5, "learning_rate": 0.05,
             "stop": [{"name": "time", "seconds": 0}])");
  EXPECT_EQ(bed.run().end, TrainEnd::Time);
  EXPECT_EQ(bed.recorder.steps.size(), 1u);
}

TEST(Trainer, InterruptionEndsWithAReportedEpoch) {
  Bed bed(plain);
  bed.recorder.interruptAfter = 1;
  TrainOutcome outcome = bed.run();
  EXPECT_EQ(outcome.end, TrainEnd::Interrupted);
  EXPECT_EQ(outcome.last.epoch, 1u);
}

TEST(Trainer, TheFirstSignalOnlySetsAFlag) {
  InterruptGuard guard;
  EXPECT_FALSE(guard.interrupted());
  raise(SIGINT);
  EXPECT_TRUE(guard.interrupted());
}

TEST(Trainer, StepsOfTheSourceLimitTheTraining) {
  Bed bed(R"("steps": 3, "batch": 4, "seed": 5, "learning_rate": 0.05)");
  EXPECT_EQ(bed.run().end, TrainEnd::Finished);
  EXPECT_EQ(bed.recorder.steps.size(), 3u);
  ASSERT_EQ(bed.recorder.epochs.size(), 2u);
  EXPECT_EQ(bed.recorder.epochs[1].rows, 4u);
}

TEST(Trainer, SettingsThatNoCompilerWritesAreInternalErrors) {
  for (const char *text :
       {R"({"batch": 4, "learning_rate": 0.1})", R"({"epochs": 1})",
        R"({"epochs": "x", "learning_rate": 0.1})",
        R"({"epochs": 1, "learning_rate": 0.1, "schedule": {"name": "x"}})",
        R"({"epochs": 1, "learning_rate": 0.1, "stop": [{"name": "x"}]})"}) {
    try {
      readTrainSettings(nlohmann::json::parse(text));
      ADD_FAILURE() << text;
    } catch (const Error &error) {
      EXPECT_EQ(error.status, Status::Internal);
    }
  }
}
