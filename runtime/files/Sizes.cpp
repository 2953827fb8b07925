//===- Sizes.cpp - The only place that multiplies dimensions --------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Sizes.h"

using namespace plexus::host;

std::optional<uint64_t> plexus::host::checkedProduct(uint64_t a, uint64_t b) {
  uint64_t product;
  if (__builtin_mul_overflow(a, b, &product))
    return std::nullopt;
  return product;
}

std::optional<uint64_t>
plexus::host::checkedProduct(std::span<const uint64_t> shape) {
  std::optional<uint64_t> product = 1;
  for (uint64_t dimension : shape) {
    product = checkedProduct(*product, dimension);
    if (!product)
      return std::nullopt;
  }
  return product;
}

std::optional<uint64_t>
plexus::host::checkedNumel(std::span<const uint64_t> shape) {
  if (shape.size() > maxRank)
    return std::nullopt;
  for (uint64_t dimension : shape)
    if (dimension > maxDimension)
      return std::nullopt;
  return checkedProduct(shape);
}

std::optional<uint64_t>
plexus::host::checkedBytes(std::span<const uint64_t> shape,
                           uint64_t elementBytes) {
  std::optional<uint64_t> elements = checkedNumel(shape);
  return elements ? checkedProduct(*elements, elementBytes) : std::nullopt;
}

std::string plexus::host::shownShape(std::span<const uint64_t> shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}
