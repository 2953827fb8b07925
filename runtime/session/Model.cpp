//===- Model.cpp - views of a compiled network's tables ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Model.h"

#include "runtime/files/Errors.h"
#include "runtime/files/OutOfMemory.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <ranges>

namespace plexus::host {

size_t elementSize(uint32_t type) { return type == PLX_F64 ? 8 : 4; }

std::string_view elementTypeName(uint32_t type) {
  switch (plx_type(type)) {
  case PLX_F32:
    return "f32";
  case PLX_F64:
    return "f64";
  case PLX_I32:
    return "i32";
  }
  return "?";
}

double loadElement(const void *array, uint32_t type, size_t index) {
  switch (plx_type(type)) {
  case PLX_F32:
    return static_cast<const float *>(array)[index];
  case PLX_F64:
    return static_cast<const double *>(array)[index];
  case PLX_I32:
    return static_cast<const int32_t *>(array)[index];
  }
  return 0;
}

void storeElement(void *array, uint32_t type, size_t index, double value) {
  switch (plx_type(type)) {
  case PLX_F32:
    static_cast<float *>(array)[index] = float(value);
    return;
  case PLX_F64:
    static_cast<double *>(array)[index] = value;
    return;
  case PLX_I32:
    static_cast<int32_t *>(array)[index] = int32_t(value);
    return;
  }
}

/// Whether no element has an exponent of ones only. Without an exit in between,
/// so that it is done for many elements at a time: it is asked after each step.
template <class Bits>
static bool allFinite(const Bits *elements, size_t count, Bits exponent) {
  Bits found = 0;
  for (size_t i = 0; i < count; ++i)
    found |= Bits((elements[i] & exponent) == exponent);
  return found == 0;
}

bool allFinite(const void *array, uint32_t type, size_t count) {
  if (type == PLX_F64)
    return allFinite(static_cast<const uint64_t *>(array), count,
                     uint64_t(0x7FF) << 52);
  return allFinite(static_cast<const uint32_t *>(array), count,
                   uint32_t(0xFF) << 23);
}

const plx_parameter *lastNonFinite(const plx_model &model,
                                   const void *parameterArena) {
  auto *arena = static_cast<const std::byte *>(parameterArena);
  for (const plx_parameter &parameter : std::views::reverse(parameters(model)))
    if (!allFinite(arena + parameter.offset, model.element_type,
                   parameter.elements))
      return &parameter;
  return nullptr;
}

static constexpr auto alignment = std::align_val_t(PLX_ALIGNMENT);

Arena::Arena(uint64_t bytes, std::string_view purpose) : bytes(bytes) {
  AllocationMayFail forOneMessage;
  void *start = ::operator new(std::max<uint64_t>(bytes, PLX_ALIGNMENT),
                               alignment, std::nothrow);
  if (!start)
    throw Error(Status::OutOfMemory, "not enough memory for " +
                                         counted(bytes, "byte") + " of " +
                                         std::string(purpose));
  std::memset(start, 0, std::max<uint64_t>(bytes, PLX_ALIGNMENT));
  memory.reset(static_cast<std::byte *>(start));
}

void Arena::Free::operator()(std::byte *memory) const {
  ::operator delete(memory, alignment);
}

} // namespace plexus::host
