//===- Batches.h - rows on their way into a network -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_BATCHES_H
#define PLEXUS_RUNTIME_SESSION_BATCHES_H

#include "runtime/data/Dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace plexus::host {

/// The inputs of a model, then its targets: the order of values in all `Rows`.
std::vector<plx_value> inputsAndTargets(const plx_model &model);

/// Buffers for one batch, allocated once.
class Batch {
public:
  /// Room for `capacity` rows of inputs, and of targets if they are wanted.
  Batch(const plx_model &model, uint64_t capacity, bool withTargets);

  uint64_t capacity() const { return most; }
  uint64_t rows() const { return count; }

  /// Copies the rows named by `order` (at most `capacity`).
  void gather(const Rows &rows, std::span<const uint32_t> order);

  /// Gives the rows that are there the targets of as many others.
  void gatherTargets(const Rows &rows, std::span<const uint32_t> order);

  /// Copies rows [first, first + count) (at most `capacity` of them).
  void copy(const Rows &rows, uint64_t first, uint64_t count);

  Array &value(size_t index) { return values[index]; }
  void setRows(uint64_t rows) { count = rows; }

  /// As plx_call wants them; `targets` is null for a batch without.
  const void *const *inputs() const { return pointers.data(); }
  const void *const *targets() const {
    return hasTargets ? pointers.data() + inputCount : nullptr;
  }

private:
  void gather(const Rows &rows, std::span<const uint32_t> order,
              size_t firstValue);

  uint64_t most;
  uint64_t count = 0;
  size_t inputCount;
  bool hasTargets;
  std::vector<Array> values;
  std::vector<const void *> pointers;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_BATCHES_H
