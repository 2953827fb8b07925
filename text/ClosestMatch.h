//===- ClosestMatch.h - the word that somebody may have meant -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// One rule for every "did you mean": of the compiler's messages, of its command
// line, and of those of the programs.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_TEXT_CLOSESTMATCH_H
#define PLEXUS_TEXT_CLOSESTMATCH_H

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace plexus::text {

namespace detail {
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }
} // namespace detail

/// Edits that make `a` of `b`, upper or lower case being the same: a character
/// more, less or another, or two neighbours exchanged (restricted
/// Damerau-Levenshtein distance). Takes time |a| |b|.
inline std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before, above(b.size() + 1), row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t(0));
  auto same = [](char x, char y) {
    return detail::lower(x) == detail::lower(y);
  };
  for (std::size_t i = 0; i < a.size(); ++i) {
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min(
          {above[j] + !same(a[i], b[j]), row[j] + 1, above[j + 1] + 1});
      if (i > 0 && j > 0 && same(a[i], b[j - 1]) && same(a[i - 1], b[j]))
        row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

/// The candidate that is most like `word`, the first of several; empty where
/// none is close: more than a third of the characters differ, or all of the
/// candidate's. Candidates convert to std::string_view.
template <typename Candidates>
std::string_view closestMatch(std::string_view word,
                              const Candidates &candidates) {
  // Longer ones are no misspelling of a name, and the time is quadratic.
  constexpr std::size_t longestWord = 64;
  if (word.empty() || word.size() > longestWord)
    return {};
  std::size_t best = (word.size() + 1) / 3 + 1;
  std::string_view match;
  for (const auto &candidate : candidates) {
    std::string_view name(candidate);
    // The distance is at least the difference of the lengths.
    std::size_t longer = std::max(word.size(), name.size());
    if (longer - std::min(word.size(), name.size()) >= best)
      continue;
    std::size_t distance = editDistance(word, name);
    if (distance >= best || distance >= name.size())
      continue;
    best = distance;
    match = name;
  }
  return match;
}

/// What a message says of a match: "; did you mean `x`?", or nothing.
inline std::string didYouMean(std::string_view match) {
  if (match.empty())
    return {};
  return std::string("; did you mean `").append(match).append("`?");
}

} // namespace plexus::text

#endif
