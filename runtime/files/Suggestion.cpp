//===- Suggestion.cpp - what a message offers for a name that is unknown --===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace plexus::host {

/// Edits that make `a` of `b`: a character more, less or another, or two
/// neighbours exchanged.
static size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before, above(b.size() + 1), row(b.size() + 1);
  std::iota(above.begin(), above.end(), size_t(0));
  for (size_t i = 0; i < a.size(); ++i) {
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      row[j + 1] =
          std::min({above[j] + (a[i] != b[j]), row[j] + 1, above[j + 1] + 1});
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
        row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

std::string suggestion(std::string_view text,
                       std::span<const std::string> candidates) {
  std::string_view best;
  size_t bestDistance = (text.size() + 1) / 3 + 1;
  for (const std::string &candidate : candidates) {
    size_t distance =
        text.size() > 64 ? bestDistance : editDistance(text, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best.empty() ? "" : "; did you mean `" + std::string(best) + "`?";
}

std::string suggestionOrList(std::string_view text,
                             std::span<const std::string> candidates) {
  std::string result = suggestion(text, candidates);
  if (!result.empty() || candidates.empty() || candidates.size() > 8)
    return result;
  for (const std::string &candidate : candidates)
    result += (result.empty() ? "; there is `" : ", `") + candidate + "`";
  return result;
}

} // namespace plexus::host
