//===- Suggestion.h - what a message offers for a name that is unknown ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_FILES_SUGGESTION_H
#define PLEXUS_RUNTIME_FILES_SUGGESTION_H

#include <span>
#include <string>
#include <string_view>

namespace plexus::host {

/// "; did you mean `best`?" for the candidate that is most like `word`, or
/// nothing if none is close.
std::string suggestion(std::string_view word,
                       std::span<const std::string> candidates);

/// The same; if no candidate is close and there are few, a list of them.
std::string suggestionOrList(std::string_view word,
                             std::span<const std::string> candidates);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_FILES_SUGGESTION_H
