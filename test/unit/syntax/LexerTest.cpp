//===- LexerTest.cpp - what becomes a token, and where lines end ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/syntax/Lexer.h"
#include "Parsed.h"

using namespace plexus;
using namespace plexus::frontend;

static std::string texts(llvm::StringRef source) {
  std::string result;
  Lexer lexer(source);
  for (Token token = lexer.next(); !token.is(TokenKind::End);
       token = lexer.next())
    result += (result.empty() ? "" : " ") + token.text.str();
  return result;
}

TEST(Lexer, TakesTheLongestMark) {
  EXPECT_EQ(texts("a|>b->c<=d>=e==f!=g..h"),
            "a |> b -> c <= d >= e == f != g .. h");
}

TEST(Lexer, TellsRangesFromFractions) {
  EXPECT_EQ(texts("0..8 0.5..1.5"), "0 .. 8 0.5 .. 1.5");
}

TEST(Lexer, TellsExponentsFromUnits) {
  EXPECT_EQ(texts("1e3 2E-4 2epochs 8KiB"), "1e3 2E-4 2 epochs 8 KiB");
}

TEST(Lexer, CountsLineEnds) {
  Lexer lexer("a b # comment\r\n\n c");
  EXPECT_EQ(lexer.next().newlines, 1u) << "the first token begins a line";
  EXPECT_EQ(lexer.next().newlines, 0u);
  EXPECT_EQ(lexer.next().newlines, 2u);
}

TEST(Lexer, KeepsCommentsWhenAsked) {
  Lexer lexer("a # b  \nc", Lexer::Comments::Keep);
  lexer.next();
  Token comment = lexer.next();
  EXPECT_TRUE(comment.is(TokenKind::Comment));
  EXPECT_EQ(comment.text, "# b");
  EXPECT_EQ(lexer.next().newlines, 1u);
}

TEST(Lexer, KnowsTheLongestName) {
  std::string longest(63, 'a');
  EXPECT_TRUE(Lexer(longest).next().is(TokenKind::Name));
  longest += 'a';
  EXPECT_TRUE(Lexer(longest).next().is(TokenKind::LongName));
}

TEST(Lexer, SkipsAByteOrderMark) {
  EXPECT_EQ(texts("\xEF\xBB\xBF"
                  "const"),
            "const");
}

TEST(Lexer, StringsEndAtTheirLine) {
  EXPECT_EQ(texts(R"("a\"b" c)"), R"("a\"b" c)");
  EXPECT_TRUE(Lexer("\"abc\ndef\"").next().is(TokenKind::BadString));
  EXPECT_TRUE(Lexer("\"abc\\").next().is(TokenKind::BadString));
}
