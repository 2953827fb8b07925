//===- Counted.h - a number with its noun -----------------------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEXT_COUNTED_H
#define PLEXUS_TEXT_COUNTED_H

#include <cstdint>
#include <string>
#include <string_view>

namespace plexus::text {

/// "0 rows", "1 row", "2 rows"
inline std::string counted(std::uint64_t number, std::string_view one,
                           std::string_view many) {
  std::string text = std::to_string(number);
  return text.append(" ").append(number == 1 ? one : many);
}

/// The same for a noun that takes an `s`.
inline std::string counted(std::uint64_t number, std::string_view noun) {
  return counted(number, noun, std::string(noun) + "s");
}

/// "no rows", "1 row", "2 rows"
inline std::string countedOrNo(std::uint64_t number, std::string_view noun) {
  std::string text = counted(number, noun);
  return number == 0 ? "no" + text.substr(1) : text;
}

} // namespace plexus::text

#endif
