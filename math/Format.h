//===- Format.h - the formats of real numbers -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_MATH_FORMAT_H
#define PLEXUS_MATH_FORMAT_H

namespace plexus::math {

/// A binary format of IEEE 754. It chooses polynomials and bounds in formulas,
/// and the instructions of a target.
enum class Format {
  F32, ///< binary32
  F64, ///< binary64
};

/// As the language spells it.
constexpr const char *nameOf(Format format) {
  switch (format) {
  case Format::F32:
    return "f32";
  case Format::F64:
    return "f64";
  }
  return "";
}

/// Bits of the format in all; of its mantissa without the leading one that is
/// not stored; and what is added to an exponent to store it.
struct FormatBits {
  unsigned width, mantissa;
  int bias;
};

constexpr FormatBits bitsOf(Format format) {
  switch (format) {
  case Format::F32:
    return {32, 23, 127};
  case Format::F64:
    return {64, 52, 1023};
  }
  return {};
}

} // namespace plexus::math

#endif
