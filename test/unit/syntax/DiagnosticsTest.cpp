//===- DiagnosticsTest.cpp - how messages are made and printed ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Parsed.h"

using namespace plexus;
using llvm::StringRef;

static llvm::SMRange rangeOf(StringRef source, StringRef part) {
  const char *begin = source.begin() + source.find(part);
  return {llvm::SMLoc::getFromPointer(begin),
          llvm::SMLoc::getFromPointer(begin + part.size())};
}

TEST(Diagnostics, PrintsRangesNotesAndFixIts) {
  llvm::SourceMgr sources;
  unsigned id = sources.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBuffer("output y = aa + x\n", "bad.plx"), {});
  StringRef source = sources.getMemoryBuffer(id)->getBuffer();
  DiagnosticEngine engine(sources);
  std::string text;
  engine.setHandler([&](const Diagnostic &diagnostic) {
    llvm::raw_string_ostream os(text);
    print(diagnostic, sources, os);
  });
  engine.report(rangeOf(source, "aa"), diag::Id::parse_expected, "`b`", "`aa`")
      .caret(rangeOf(source, "+").Start)
      .also(rangeOf(source, "x"))
      .fixIt(rangeOf(source, "aa"), "b")
      .note(rangeOf(source, "y"), diag::Id::parse_previous_here, "y");
  EXPECT_EQ(text, "bad.plx:1:15: error: expected `b`, got `aa`\n"
                  "output y = aa + x\n"
                  "           ~~ ^ ~\n"
                  "           b\n"
                  "bad.plx:1:8: note: `y` was given here first\n"
                  "output y = aa + x\n"
                  "       ^\n");
}

TEST(Diagnostics, ALongLineIsNotShown) {
  Parsed parsed("const A = " + std::string(1 << 20, '('));
  std::string text;
  llvm::raw_string_ostream os(text);
  print(parsed.diagnostics.at(0), parsed.sources, os);
  EXPECT_EQ(text, "test.plx:1:75: error: nested deeper than 64 levels\n");
}

TEST(Diagnostics, AMessageMayHaveNoPlace) {
  Parsed parsed("const A = 1");
  parsed.engine.report(llvm::SMRange(), diag::Id::file_has_nul);
  std::string text;
  llvm::raw_string_ostream os(text);
  print(parsed.diagnostics.at(0), parsed.sources, os);
  EXPECT_TRUE(StringRef(text).ends_with("error: file contains a NUL byte; it "
                                        "must be UTF-8 text\n"))
      << text;
}

TEST(Diagnostics, ShowsControlCharactersAndCutsLongTexts) {
  EXPECT_EQ(diag::shown("a\nb\x1B"), "a\\nb\\x1b");
  EXPECT_EQ(diag::shown("aßc", 2), "aß…");
}

TEST(Diagnostics, ANumberAgreesWithItsNoun) {
  StringRef pattern = "{0:count index|indices} of {1:count row|rows}";
  EXPECT_EQ(diag::render(pattern, {0, 1}), "0 indices of 1 row");
  EXPECT_EQ(diag::render(pattern, {1u, 2u}), "1 index of 2 rows");
}

TEST(Diagnostics, TextFollowsWhereThereIsNoGuess) {
  StringRef pattern = "no `{0}`{1:guess; there is `{0}{2}`} in {{ }";
  EXPECT_EQ(diag::render(pattern, {"a", diag::Guess{"a", "b"}, "c"}),
            "no `a`; did you mean `b`? in { }");
  EXPECT_EQ(diag::render(pattern, {"a", diag::Guess{"a", ""}, "c"}),
            "no `a`; there is `ac` in { }");
}

TEST(Diagnostics, AGuessIsAFixItForWhatIsWritten) {
  Parsed parsed("const A = epoch");
  llvm::SMRange range = parsed.constant().range;
  auto guess = diag::guess("epoch", {"epochs"});
  parsed.engine.report(range, diag::Id::const_undefined, "epoch", guess);
  ASSERT_EQ(parsed.diagnostics.back().fixIts.size(), 1u);
  EXPECT_EQ(parsed.diagnostics.back().fixIts.front().getText(), "epochs");

  // Not for the place where a constant of this value stands.
  auto other = diag::guess("epoc", {"epochs"});
  parsed.engine.report(range, diag::Id::const_undefined, "epoc", other);
  EXPECT_TRUE(parsed.diagnostics.back().fixIts.empty());
  parsed.engine.report(llvm::SMRange(), diag::Id::const_undefined, "epoch",
                       guess);
  EXPECT_TRUE(parsed.diagnostics.back().fixIts.empty());
}

TEST(Diagnostics, GuessesWhatWasMeant) {
  const StringRef words[] = {"Dense", "Dropout", "Bias", "epochs", "lr"};
  EXPECT_EQ(closestMatch("Dence", words), "Dense");
  EXPECT_EQ(closestMatch("dense", words), "Dense");
  EXPECT_EQ(closestMatch("Dropuot", words), "Dropout");
  EXPECT_EQ(closestMatch("epoch", words), "epochs");
  EXPECT_EQ(closestMatch("learning_rate", words), "");
  EXPECT_EQ(closestMatch("q", words), "");
  EXPECT_EQ(closestMatch("xy", words), "");
  EXPECT_EQ(closestMatch("", words), "");
}
