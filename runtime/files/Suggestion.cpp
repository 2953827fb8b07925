//===- Suggestion.cpp - what a message offers for a name that is unknown --===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Suggestion.h"

#include "text/ClosestMatch.h"

namespace plexus::host {

std::string suggestion(std::string_view word,
                       std::span<const std::string> candidates) {
  return text::didYouMean(text::closestMatch(word, candidates));
}

std::string suggestionOrList(std::string_view word,
                             std::span<const std::string> candidates) {
  std::string result = suggestion(word, candidates);
  if (!result.empty() || candidates.empty() || candidates.size() > 8)
    return result;
  for (const std::string &candidate : candidates)
    result += (result.empty() ? "; there is `" : ", `") + candidate + "`";
  return result;
}

} // namespace plexus::host
