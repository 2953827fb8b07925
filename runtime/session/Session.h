//===- Session.h - a compiled network with its memory --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_SESSION_H
#define PLEXUS_RUNTIME_SESSION_SESSION_H

#include "runtime/data/LearntConstants.h"
#include "runtime/session/Batches.h"
#include "runtime/session/Model.h"

#include <optional>

namespace plexus::host {

/// A network and the memory it works in: every arena is allocated once, by the
/// constructor or by the first call that needs it. An entry point that the
/// network does not have is an error (65) that says why.
class Session {
public:
  explicit Session(const plx_model &model);

  const plx_model &model;

  Arena &parameters() { return parameterArena; }

  /// What belongs to the parameters beside them: what the data has taught, once
  /// that was learnt or loaded with them.
  std::optional<LearntConstants> constants;

  /// Draws the initial parameters.
  void initialize(uint64_t seed);

  /// Writes the first `batch.rows()` rows of each of `outputs`.
  void predict(const Batch &batch, std::span<Array> outputs);

  /// The means over the batch's rows, one number of the element type for each
  /// result, before plx_finish; they stand until the next call.
  const void *evaluate(const Batch &batch);
  const void *step(const Batch &batch, uint64_t seed, uint64_t step,
                   double learningRate);
  const void *gradients(const Batch &batch, uint64_t seed, uint64_t step);

  /// PLX_STATISTICS numbers for each layer; they stand until the next call.
  const void *statistics(const Batch &batch, uint64_t seed, uint64_t step);

  /// What the optimizer remembers, laid out as plx_model.states says.
  Arena &states();

  /// What `gradients` wrote, laid out like the parameters.
  std::byte *gradientArena() { return gradientMemory.data(); }

private:
  plx_call callFor(const Batch &batch);

  Arena parameterArena, workspace, resultArena;
  Arena stateMemory, gradientMemory; ///< empty until they are needed
  std::vector<void *> outputPointers;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_SESSION_H
