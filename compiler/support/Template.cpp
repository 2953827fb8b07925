//===- Template.cpp - from a message's row and arguments to its text ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/support/Template.h"

#include "text/ClosestMatch.h"
#include "text/Counted.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace plexus;
using namespace plexus::diag;
using llvm::ArrayRef;
using llvm::StringRef;

Guess diag::guess(StringRef word, ArrayRef<StringRef> candidates) {
  return {word.str(),
          std::string(plexus::text::closestMatch(word, candidates))};
}

std::string diag::shown(StringRef text, size_t limit) {
  std::string repaired;
  if (!llvm::json::isUTF8(text))
    text = repaired = llvm::json::fixUTF8(text);
  std::string result;
  for (size_t i = 0; i != text.size(); ++i) {
    unsigned char c = text[i];
    bool startsCharacter = (c & 0xC0) != 0x80;
    if (result.size() >= limit && startsCharacter)
      return result + "…";
    if (c == '\n')
      result += "\\n";
    else if (c < 0x20 || c == 0x7F)
      result += "\\x" + llvm::utohexstr(c, /*LowerCase=*/true, /*Width=*/2);
    else if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      // Some terminals obey these too: C1.
      result +=
          "\\xc2\\x" + llvm::utohexstr(static_cast<unsigned char>(text[++i]),
                                       /*LowerCase=*/true);
    else
      result += char(c);
  }
  return result;
}

std::string diag::quoted(StringRef code) { return "`" + shown(code) + "`"; }

namespace {

class Renderer {
public:
  Renderer(StringRef pattern, ArrayRef<Argument> args)
      : rest(pattern), args(args) {}

  /// Up to the end, or to the `}` of the field that the text stands in.
  std::string text(bool isInField) {
    std::string result;
    while (!rest.empty() && !(isInField && rest.front() == '}')) {
      if (rest.consume_front("{{")) {
        result += '{';
      } else if (rest.consume_front("{")) {
        result += field();
        [[maybe_unused]] bool isClosed = rest.consume_front("}");
        assert(isClosed && "a field without its `}`");
      } else {
        result += rest.front();
        rest = rest.drop_front();
      }
    }
    return result;
  }

private:
  std::string field() {
    size_t index = args.size();
    [[maybe_unused]] bool isBad = rest.consumeInteger(10, index);
    assert(!isBad && index < args.size() && "a field without its argument");
    const Argument &arg = args[index];
    if (rest.consume_front(":guess"))
      return guessed(arg);
    if (rest.consume_front(":count "))
      return counted(arg);
    assert(!arg.guess && "a guess is written {0:guess}");
    return arg.text;
  }

  std::string guessed(const Argument &arg) {
    assert(arg.guess && "{0:guess} of something else");
    std::string otherwise = text(/*isInField=*/true);
    if (arg.guess->meant.empty())
      return otherwise;
    return plexus::text::didYouMean(shown(arg.guess->meant));
  }

  std::string counted(const Argument &arg) {
    assert(arg.number && "{0:count …} of something else");
    std::string nouns = text(/*isInField=*/true);
    auto [one, many] = StringRef(nouns).split('|');
    return plexus::text::counted(*arg.number, one, many);
  }

  StringRef rest;
  ArrayRef<Argument> args;
};

} // namespace

std::string diag::render(StringRef pattern, ArrayRef<Argument> args) {
  return Renderer(pattern, args).text(/*isInField=*/false);
}
