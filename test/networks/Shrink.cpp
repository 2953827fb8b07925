//===- Shrink.cpp - the smallest network that still goes wrong ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Shrink.h"

#include <regex>
#include <set>
#include <vector>

namespace plexus::networks {

namespace {

using Lines = std::vector<std::string>;

Lines split(const std::string &text) {
  Lines lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

std::string join(const Lines &lines) {
  std::string text;
  for (const std::string &line : lines)
    text += line + "\n";
  return text;
}

/// `name` as a whole word in `text` becomes `other`.
std::string rename(const std::string &text, const std::string &name,
                   const std::string &other) {
  return std::regex_replace(text, std::regex("\\b" + name + "\\b"), other);
}

class Shrinker {
public:
  Shrinker(std::string text,
           const std::function<bool(const std::string &)> &fails,
           unsigned budget)
      : text(std::move(text)), fails(fails), budget(budget) {}

  std::string run() {
    bool progress = true;
    while (progress && budget) {
      progress = false;
      for (auto pass : {&Shrinker::dropLines, &Shrinker::bypass,
                        &Shrinker::simplify, &Shrinker::reduceSizes})
        progress |= (this->*pass)();
    }
    return text;
  }

private:
  bool attempt(const std::string &candidate) {
    if (!budget || candidate == text)
      return false;
    --budget;
    if (!fails(candidate))
      return false;
    text = candidate;
    return true;
  }

  /// Takes away lines, half of them at first.
  bool dropLines() {
    bool progress = false;
    for (size_t count = split(text).size() / 2; count; count /= 2)
      for (size_t at = split(text).size(); at-- > 0;) {
        Lines lines = split(text);
        if (at + count > lines.size())
          continue;
        lines.erase(lines.begin() + ptrdiff_t(at),
                    lines.begin() + ptrdiff_t(at + count));
        progress |= attempt(join(lines));
      }
    return progress;
  }

  /// `let b = f(a)`: a in place of b from there on.
  bool bypass() {
    static const std::regex let(R"(^\s*let (\w+) = (.*)$)");
    static const std::regex name(R"(\b[a-z]\w*\b)");
    bool progress = false;
    Lines lines = split(text);
    for (size_t at = lines.size(); at-- > 0;) {
      std::smatch match;
      if (at >= lines.size() || !std::regex_match(lines[at], match, let))
        continue;
      std::string own = match[1], value = match[2];
      std::set<std::string> operands;
      for (std::sregex_iterator i(value.begin(), value.end(), name), end;
           i != end; ++i)
        operands.insert(i->str());
      Lines rest = lines;
      rest.erase(rest.begin() + ptrdiff_t(at));
      for (const std::string &operand : operands)
        if (attempt(rename(join(rest), own, operand))) {
          progress = true;
          lines = split(text);
          break;
        }
    }
    return progress;
  }

  /// Settings, factors and activations go.
  bool simplify() {
    static const std::pair<std::regex, std::string> edits[] = {
        {std::regex(
             R"(, (init|bias|slope|alpha|delta|label_smoothing|axis|k|momentum|nesterov|weight_decay|eps|beta1|beta2): (\w+\([^()]*\)|\[[^\]]*\]|[^,()]+))"),
         ""},
        {std::regex(R"(, class_weight: \[[^\]]*\])"), ""},
        {std::regex(R"((Dense\(\d+), \w+(\([^()]*\))?)"), "$1"},
        {std::regex(R"(\b0\.5 \* )"), ""},
        {std::regex(R"(optimizer: \w+\([^()]*\))"), "optimizer: sgd(lr: 0.1)"},
        {std::regex(R"( as \w+)"), ""},
    };
    bool progress = false;
    for (const auto &[pattern, replacement] : edits) {
      Lines lines = split(text);
      for (size_t at = 0; at < lines.size(); ++at) {
        Lines candidate = lines;
        candidate[at] =
            std::regex_replace(candidate[at], pattern, replacement,
                               std::regex_constants::format_first_only);
        if (candidate[at] != lines[at] && attempt(join(candidate))) {
          lines = candidate;
          progress = true;
        }
      }
    }
    return progress;
  }

  /// A size is made smaller wherever it stands.
  bool reduceSizes() {
    static const std::regex number(R"((^|[^\w.])([1-9]\d*)(?![\w.%]))");
    bool progress = false;
    std::set<int64_t> sizes;
    for (std::sregex_iterator i(text.begin(), text.end(), number), end;
         i != end; ++i)
      sizes.insert(std::stoll((*i)[2].str()));
    for (auto size = sizes.rbegin(); size != sizes.rend(); ++size)
      for (int64_t smaller : {int64_t(1), int64_t(2), int64_t(3), *size / 2}) {
        if (smaller >= *size || smaller < 1)
          continue;
        std::regex own("(^|[^\\w.])" + std::to_string(*size) + "(?![\\w.%])");
        if (attempt(std::regex_replace(text, own,
                                       "$01" + std::to_string(smaller)))) {
          progress = true;
          break;
        }
      }
    return progress;
  }

  std::string text;
  const std::function<bool(const std::string &)> &fails;
  unsigned budget;
};

} // namespace

std::string shrink(std::string text,
                   const std::function<bool(const std::string &)> &fails,
                   unsigned budget) {
  return Shrinker(std::move(text), fails, budget).run();
}

} // namespace plexus::networks
