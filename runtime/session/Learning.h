//===- Learning.h - what a network makes of its inputs --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_LEARNING_H
#define PLEXUS_RUNTIME_SESSION_LEARNING_H

#include "runtime/session/Session.h"

#include <optional>
#include <vector>

namespace plexus::host {

/// Whether something differs among the rows that is to be learnt: targets, or
/// inputs in a network without targets.
bool hasSomethingToLearn(const plx_model &model, const Rows &rows);

/// Whether the network predicts the same numbers in each of the first `count`
/// rows: bit for bit, or apart by no more than the part `tolerance` of the
/// first row's. `batch` and `outputs` are room for some of them. False for a
/// network that has no output of real numbers.
bool outputsAreTheSame(Session &session, const Rows &rows, uint64_t count,
                       Batch &batch, std::vector<Array> &outputs,
                       double tolerance = 0);

/// How much lower a loss over the rows of `sample` is than with the targets of
/// other rows, as a part of the larger of the two; of the total and its terms
/// the most. That is 0 for a constant, whatever the loss, and 1 for a loss of
/// 0. Nothing where no loss reads a target. Needs two rows.
std::optional<double> learntShare(Session &session, const Rows &rows,
                                  std::span<const uint32_t> sample,
                                  Batch &batch);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_LEARNING_H
