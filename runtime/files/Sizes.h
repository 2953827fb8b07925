//===- Sizes.h - The only place that multiplies dimensions ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_SIZES_H
#define PLEXUS_RUNTIME_FILES_SIZES_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace plexus::host {

/// Limits of every shape that a program works with.
inline constexpr size_t maxRank = 8;
inline constexpr uint64_t maxDimension = (uint64_t(1) << 31) - 1;

/// a * b, or nothing if it does not fit 64 bits.
std::optional<uint64_t> checkedProduct(uint64_t a, uint64_t b);

/// The product of `shape`, one if it is empty, or nothing if a product of
/// leading dimensions does not fit 64 bits. No other limit applies.
std::optional<uint64_t> checkedProduct(std::span<const uint64_t> shape);

/// The number of elements of `shape`, or nothing if it breaks a limit: at most
/// maxRank dimensions of at most maxDimension, and a product that fits.
std::optional<uint64_t> checkedNumel(std::span<const uint64_t> shape);

/// checkedNumel times `elementBytes`, or nothing if that does not fit.
std::optional<uint64_t> checkedBytes(std::span<const uint64_t> shape,
                                     uint64_t elementBytes);

/// `[3, 4]`
std::string shownShape(std::span<const uint64_t> shape);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_SIZES_H
