//===- Errors.h - How a generated program fails ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Everything but runtime/core reports failure by throwing `Error`; `main`
// catches it, prints one line and exits with its status. Nothing else is thrown
// on purpose; `std::bad_alloc` is caught beside it and becomes OutOfMemory.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_FILES_ERRORS_H
#define PLEXUS_RUNTIME_FILES_ERRORS_H

#include "text/Counted.h"

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace plexus::host {

/// The exit statuses of a generated program.
enum class Status : int {
  Ok = 0,
  Usage = 64,        ///< the command line is wrong
  BadData = 65,      ///< a file is there but its contents are wrong
  NoInput = 66,      ///< a file is missing, unreadable or not a regular file
  Internal = 70,     ///< our mistake
  OutOfMemory = 71,  ///< not enough memory
  CannotCreate = 73, ///< an output cannot be created
  InputOutput = 74,  ///< reading or writing failed half way
  Busy = 75,         ///< somebody else is using it
  Diverged = 76      ///< not a number, or infinity, where training needs one
};

/// One failure: where (`data.csv:3:7`, `weights.safetensors`, or nothing), and
/// why. `what()` is `place: reason`, one line whatever the names contain.
class Error : public std::exception {
public:
  Error(Status status, std::string reason);
  Error(Status status, std::string place, std::string reason);

  const char *what() const noexcept override { return text.c_str(); }

  Status status;
  std::string place;
  std::string reason;

private:
  std::string text;
};

/// `text` as it may stand in a message: control characters and bytes that are
/// not UTF-8 are written as `\n` or `\xNN`, and a text of more than `limit`
/// bytes ends in `...`.
std::string shown(std::string_view text, size_t limit = 200);

/// `file:line:column`; lines and columns count from one, columns in bytes.
std::string placeIn(std::string_view file, uint64_t line, uint64_t column);

using text::counted;

/// The reason behind an `errno`, as a message of ours: `no such file or
/// directory`.
std::string systemReason(int error);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_ERRORS_H
