//===- Template.h - from a message's row and arguments to its text --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//   {0}                          the argument
//   {0:count row|rows}           "0 rows", "1 row", "2 rows"
//   {1:guess}                    "; did you mean `x`?"; nothing without a guess
//   {1:guess; its keys are {2}}  the same; without a guess the text after it
//   {{                           a brace
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_SUPPORT_TEMPLATE_H
#define PLEXUS_COMPILER_SUPPORT_TEMPLATE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <string>
#include <type_traits>

namespace plexus::diag {

/// What somebody may have meant instead of what is written.
struct Guess {
  std::string written;
  std::string meant; // empty if nothing is like it
};

/// The candidate that `word` was probably meant to be: see ClosestMatch.h.
Guess guess(llvm::StringRef word, llvm::ArrayRef<llvm::StringRef> candidates);

/// `text` on one line and cut to about `limit` bytes, fit for a message.
std::string shown(llvm::StringRef text, size_t limit = 300);

/// The same in backticks, for what a message describes in words of its own.
std::string quoted(llvm::StringRef code);

/// What stands for `{0}`.
struct Argument {
  template <typename T> Argument(const T &value) {
    llvm::raw_string_ostream(text) << value;
    text = shown(text);
    if constexpr (std::is_integral_v<T>)
      number = uint64_t(value);
  }
  Argument(const Guess &value) : guess(value) {}

  std::string text;
  std::optional<uint64_t> number;
  std::optional<Guess> guess;
};

/// The text of a row of Diagnostics.def.
std::string render(llvm::StringRef pattern, llvm::ArrayRef<Argument> args);

} // namespace plexus::diag

#endif // PLEXUS_COMPILER_SUPPORT_TEMPLATE_H
