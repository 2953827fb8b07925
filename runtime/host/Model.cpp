//===- Model.cpp - views of a compiled network's tables ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/Model.h"

#include "runtime/host/Errors.h"
#include "runtime/host/OutOfMemory.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>

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

const plx_parameter *firstNonFinite(const plx_model &model,
                                    const void *parameterArena) {
  for (const plx_parameter &parameter : parameters(model)) {
    auto *first =
        static_cast<const std::byte *>(parameterArena) + parameter.offset;
    for (uint64_t i = 0; i < parameter.elements; ++i)
      if (!std::isfinite(loadElement(first, model.element_type, i)))
        return &parameter;
  }
  return nullptr;
}

static constexpr auto alignment = std::align_val_t(PLX_ALIGNMENT);

Arena::Arena(uint64_t bytes, std::string_view purpose) : bytes(bytes) {
  AllocationMayFail forOneMessage;
  void *start = ::operator new(std::max<uint64_t>(bytes, PLX_ALIGNMENT),
                               alignment, std::nothrow);
  if (!start)
    throw Error(Status::OutOfMemory, "not enough memory for " +
                                         std::to_string(bytes) + " bytes of " +
                                         std::string(purpose));
  std::memset(start, 0, std::max<uint64_t>(bytes, PLX_ALIGNMENT));
  memory.reset(static_cast<std::byte *>(start));
}

void Arena::Free::operator()(std::byte *memory) const {
  ::operator delete(memory, alignment);
}

} // namespace plexus::host
