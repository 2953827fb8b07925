//===- Batches.cpp - rows on their way into a network ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Batches.h"

#include "runtime/session/Model.h"

#include <cassert>
#include <cstring>

namespace plexus::host {

std::vector<plx_value> inputsAndTargets(const plx_model &model) {
  std::vector<plx_value> values(inputs(model).begin(), inputs(model).end());
  values.insert(values.end(), targets(model).begin(), targets(model).end());
  return values;
}

Batch::Batch(const plx_model &model, uint64_t capacity, bool withTargets)
    : most(capacity), inputCount(model.input_count), hasTargets(withTargets) {
  auto add = [&](std::span<const plx_value> described) {
    for (const plx_value &value : described)
      values.emplace_back(plx_type(value.type), capacity, value.elements);
  };
  add(host::inputs(model));
  if (withTargets)
    add(host::targets(model));
  for (Array &value : values)
    pointers.push_back(value.row(0));
}

void Batch::gather(const Rows &rows, std::span<const uint32_t> order,
                   size_t firstValue) {
  assert(order.size() <= most && rows.values.size() >= values.size());
  for (size_t v = firstValue; v < values.size(); ++v)
    for (size_t i = 0; i < order.size(); ++i)
      std::memcpy(values[v].row(i), rows.values[v].row(order[i]),
                  values[v].rowBytes());
}

void Batch::gather(const Rows &rows, std::span<const uint32_t> order) {
  count = order.size();
  gather(rows, order, 0);
}

void Batch::gatherTargets(const Rows &rows, std::span<const uint32_t> order) {
  assert(order.size() == count);
  gather(rows, order, inputCount);
}

void Batch::copy(const Rows &rows, uint64_t first, uint64_t rowCount) {
  assert(rowCount <= most && first + rowCount <= rows.count);
  count = rowCount;
  for (size_t v = 0; v < values.size(); ++v)
    std::memcpy(values[v].row(0), rows.values[v].row(first),
                values[v].rowBytes() * rowCount);
}

} // namespace plexus::host
