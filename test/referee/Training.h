//===- Training.h - the course of a training ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_TRAINING_H
#define PLEXUS_TEST_REFEREE_TRAINING_H

#include "compiler/program/Settings.h"
#include "test/referee/Referee.h"

#include <span>

namespace plexus::referee {

/// The order in which an epoch, counted from 0, visits `rows` rows.
std::vector<uint32_t> epochOrder(uint32_t rows, uint64_t seed, uint32_t epoch);

/// The rate of step `step` of `steps`, both counted from 1.
double learningRate(const frontend::TrainSettings &train, uint64_t step,
                    uint64_t steps, uint64_t stepsPerEpoch);

/// The rows of every tensor of `kind`, `inputs` or `targets`, in this order;
/// everything else as it is.
Values selectRows(const Values &values, std::span<const uint32_t> rows);

/// `weights/…` and `states/…` after `steps` steps over the rows in `given`.
llvm::Expected<Values> train(nn::NetworkOp network,
                             const frontend::TrainSettings &train,
                             const Values &given, uint64_t steps);

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_TRAINING_H
