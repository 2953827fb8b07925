//===- Stored.h - the elements of parameters and states ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_STORED_H
#define PLEXUS_RUNTIME_SESSION_STORED_H

#include "runtime/session/Model.h"

#include <deque>
#include <vector>

namespace plexus::host {

/// The elements of a parameter, its gradient or a state, as they lie in memory.
/// Indices and files count them in row-major order.
struct Stored {
  /// `described` is a plx_parameter or plx_state of the model, and `arena` what
  /// its offset is counted from.
  template <typename T>
  Stored(const plx_model &model, const T &described, std::byte *arena)
      : first(arena + described.offset), elements(described.elements),
        columnLength(described.column_length), type(model.element_type) {}

  double load(uint64_t index) const;
  void store(uint64_t index, double value) const;
  uint64_t byteCount() const { return elements * elementSize(type); }
  /// Copies elements in row-major order, `byteCount()` bytes, to their places.
  void fill(const uint8_t *rowMajor) const;

  std::byte *first;
  uint64_t elements, columnLength;
  uint32_t type;
};

/// Elements in row-major order, as files have them. Spans are valid as long as
/// the object is and the elements stay as they are.
class RowMajor {
public:
  std::span<const uint8_t> of(const Stored &stored);

private:
  std::deque<std::vector<uint8_t>> copies; ///< of what lies otherwise
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_STORED_H
