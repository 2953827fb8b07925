//===- Model.h - views of a compiled network's tables --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_MODEL_H
#define PLEXUS_RUNTIME_SESSION_MODEL_H

#include "runtime/core/plexus.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace plexus::host {

inline std::span<const plx_parameter> parameters(const plx_model &model) {
  return {model.parameters, model.parameter_count};
}
inline std::span<const plx_value> inputs(const plx_model &model) {
  return {model.inputs, model.input_count};
}
inline std::span<const plx_value> targets(const plx_model &model) {
  return {model.targets, model.target_count};
}
inline std::span<const plx_value> outputs(const plx_model &model) {
  return {model.outputs, model.output_count};
}
inline std::span<const plx_result> results(const plx_model &model) {
  return {model.results, model.result_count};
}
template <typename T> std::span<const uint64_t> shapeOf(const T &described) {
  return {described.shape, described.rank};
}

/// Bytes of one element of `type` (a plx_type).
size_t elementSize(uint32_t type);

/// "f32", "f64" or "i32".
std::string_view elementTypeName(uint32_t type);

/// Element `index` of an array of `type`, as a double (exact for every type).
double loadElement(const void *array, uint32_t type, size_t index);

/// Rounds `value` to `type` and stores it as element `index` of `array`.
void storeElement(void *array, uint32_t type, size_t index, double value);

/// Whether `count` elements of `type` (PLX_F32 or PLX_F64) have no nan and no
/// infinity among them.
bool allFinite(const void *array, uint32_t type, size_t count);

/// The last parameter in the arena with a nan or an infinity in it, or null:
/// gradients come from the loss, and the last is the nearest to it.
const plx_parameter *lastNonFinite(const plx_model &model,
                                   const void *parameterArena);

/// Zeroed memory of a fixed size that starts at a multiple of PLX_ALIGNMENT.
/// Its constructor fails with status 71 where the machine has not enough.
class Arena {
public:
  Arena() = default;
  explicit Arena(uint64_t bytes, std::string_view purpose);

  std::byte *data() { return memory.get(); }
  const std::byte *data() const { return memory.get(); }
  uint64_t size() const { return bytes; }

private:
  struct Free {
    void operator()(std::byte *memory) const;
  };
  std::unique_ptr<std::byte, Free> memory;
  uint64_t bytes = 0;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_MODEL_H
