//===- Numel.h - the only place that multiplies dimensions ------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Limits of the shapes that the compiler and the programs work with, and
// products of dimensions that do not overflow.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_SHAPE_NUMEL_H
#define PLEXUS_SHAPE_NUMEL_H

#include <cstdint>
#include <optional>

namespace plexus {

/// Dimensions of a tensor beside the rows of the batch.
inline constexpr std::uint32_t maxRank = 8;
/// Dimensions of an array in a file: its rows and those of a tensor.
inline constexpr std::uint32_t maxFileRank = maxRank + 1;
/// The size of each, and the rows of a file.
inline constexpr std::uint32_t maxDimension = 0x7FFFFFFF;

/// a * b, or nothing if it does not fit 64 bits.
inline std::optional<std::uint64_t> checkedProduct(std::uint64_t a,
                                                   std::uint64_t b) {
  std::uint64_t product;
  if (__builtin_mul_overflow(a, b, &product))
    return std::nullopt;
  return product;
}

/// The product of the dimensions, one if there are none, or nothing if one is
/// negative or a product of leading dimensions does not fit 64 bits. No other
/// limit applies. A shape is a range of integers.
template <typename Shape>
std::optional<std::uint64_t> checkedProduct(const Shape &shape) {
  std::optional<std::uint64_t> product = 1;
  for (auto dimension : shape) {
    if (dimension < 0)
      return std::nullopt;
    product = checkedProduct(*product, std::uint64_t(dimension));
    if (!product)
      return std::nullopt;
  }
  return product;
}

/// The number of elements of a tensor, or nothing if it breaks a limit: at most
/// `mostRank` dimensions of at most maxDimension, and a product that fits.
template <typename Shape>
std::optional<std::uint64_t> checkedNumel(const Shape &shape,
                                          std::uint32_t mostRank = maxRank) {
  std::uint32_t rank = 0;
  for (auto dimension : shape)
    if (++rank > mostRank || dimension > maxDimension)
      return std::nullopt;
  return checkedProduct(shape);
}

/// checkedNumel times `elementBytes`, or nothing if that does not fit.
template <typename Shape>
std::optional<std::uint64_t> checkedBytes(const Shape &shape,
                                          std::uint64_t elementBytes,
                                          std::uint32_t mostRank = maxRank) {
  std::optional<std::uint64_t> elements = checkedNumel(shape, mostRank);
  return elements ? checkedProduct(*elements, elementBytes) : std::nullopt;
}

} // namespace plexus

#endif
