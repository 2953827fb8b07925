//===- CheckedNumel.h - the only place that multiplies dimensions ---------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_SUPPORT_CHECKEDNUMEL_H
#define PLEXUS_COMPILER_SUPPORT_CHECKEDNUMEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/MathExtras.h"
#include <cstdint>
#include <optional>

namespace plexus {

constexpr unsigned maxRank = 8;
constexpr int64_t maxDimension = (int64_t(1) << 31) - 1;

/// The number of elements of a tensor; none if the rank is over maxRank, a
/// dimension is not in 1 .. maxDimension, or the product is 2^63 or more.
inline std::optional<uint64_t> checkedNumel(llvm::ArrayRef<int64_t> shape) {
  if (shape.size() > maxRank)
    return std::nullopt;
  int64_t product = 1;
  for (int64_t size : shape)
    if (size < 1 || size > maxDimension ||
        llvm::MulOverflow(product, size, product))
      return std::nullopt;
  return static_cast<uint64_t>(product);
}

/// The bytes of a tensor with `rows` (1 for none) times `shape` elements of
/// `width` bytes; none if they are 2^63 or more.
inline std::optional<uint64_t> checkedBytes(llvm::ArrayRef<int64_t> shape,
                                            int64_t rows, int64_t width) {
  std::optional<uint64_t> numel = checkedNumel(shape);
  if (!numel)
    return std::nullopt;
  int64_t bytes = static_cast<int64_t>(*numel);
  if (llvm::MulOverflow(bytes, rows, bytes) ||
      llvm::MulOverflow(bytes, width, bytes))
    return std::nullopt;
  return static_cast<uint64_t>(bytes);
}

} // namespace plexus

#endif
