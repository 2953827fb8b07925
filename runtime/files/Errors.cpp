//===- Errors.cpp - How a generated program fails -------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"

#include <cctype>
#include <system_error>

using namespace plexus::host;

// Long enough for every path that can be opened, short enough for a terminal.
static constexpr size_t placeLimit = 4200, reasonLimit = 1000;

Error::Error(Status status, std::string reason)
    : Error(status, std::string(), std::move(reason)) {}

Error::Error(Status status, std::string place, std::string reason)
    : status(status), place(shown(place, placeLimit)),
      reason(shown(reason, reasonLimit)) {
  text = this->place.empty() ? this->reason : this->place + ": " + this->reason;
}

/// The length of the well-formed UTF-8 sequence at the front of `text`, or 0
/// (the Unicode standard, table 3-7).
static size_t sequenceLength(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(0);
  if (first < 0x80)
    return 1;
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length)
    return 0;
  unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high)
    return 0;
  for (size_t i = 2; i < length; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF)
      return 0;
  return length;
}

/// Control characters move the cursor or end the line: C0, DEL and C1.
static bool isControl(std::string_view sequence) {
  unsigned char first = sequence[0];
  return first < 0x20 || first == 0x7F ||
         (first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0);
}

std::string plexus::host::shown(std::string_view text, size_t limit) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string result;
  while (!text.empty()) {
    if (result.size() >= limit)
      return result + "...";
    size_t length = sequenceLength(text);
    if (length > 0 && !isControl(text.substr(0, length))) {
      result += text.substr(0, length);
      text.remove_prefix(length);
      continue;
    }
    unsigned char byte = text[0];
    text.remove_prefix(1);
    if (byte == '\n') {
      result += "\\n";
      continue;
    }
    result += "\\x";
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

std::string plexus::host::placeIn(std::string_view file, uint64_t line,
                                  uint64_t column) {
  return std::string(file) + ":" + std::to_string(line) + ":" +
         std::to_string(column);
}

std::string plexus::host::systemReason(int error) {
  std::string reason = std::generic_category().message(error);
  if (!reason.empty())
    reason[0] =
        static_cast<char>(std::tolower(static_cast<unsigned char>(reason[0])));
  return reason;
}
