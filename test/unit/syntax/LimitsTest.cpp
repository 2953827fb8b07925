//===- LimitsTest.cpp - deep, long and hopeless inputs end soon -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Parsed.h"

#include <ctime>

using namespace plexus;

static std::string repeated(llvm::StringRef text, size_t times) {
  std::string result;
  for (size_t i = 0; i != times; ++i)
    result += text;
  return result;
}

/// Parses within the processor time that even a sanitized build needs.
static void expectErrors(llvm::StringRef source, llvm::StringRef errors) {
  std::clock_t start = std::clock();
  Parsed parsed(source);
  EXPECT_EQ(parsed.errors(), errors) << source.take_front(60).str();
  EXPECT_LT((std::clock() - start) / CLOCKS_PER_SEC, 20);
}

TEST(Limits, NestingIsBounded) {
  constexpr size_t tenMiB = 10 << 20;
  expectErrors(std::string(tenMiB, '('), "1:1 parse_unknown_decl\n");
  expectErrors("const A = " + std::string(tenMiB, '('), "1:75 parse_nesting\n");
  expectErrors("const A = " + std::string(tenMiB, '['), "1:75 parse_nesting\n");
  expectErrors("const A = " + repeated("f(", tenMiB / 2),
               "1:140 parse_nesting\n");
  expectErrors("data d {" + repeated("a:{", 100000), "1:200 parse_nesting\n");
  expectErrors("const A = " + repeated("(", 64) + "1" + repeated(")", 64), "");
}

TEST(Limits, NestedBlocksAreAFewErrors) {
  Parsed parsed(repeated("block B(x: f32) {\n", 100000));
  EXPECT_LE(parsed.diagnostics.size(), 21u);
  EXPECT_FALSE(parsed.ok());
}

TEST(Limits, ChainsAreBoundedInDepth) {
  expectErrors("const A = a" + repeated(" + a", 1000), "");
  expectErrors("const A = a" + repeated(" + a", 1001),
               "1:11 parse_expr_depth\n");
  expectErrors("const A = a" + repeated(" + a", 100000),
               "1:11 parse_expr_depth\n");
  expectErrors("const A = a" + repeated(".a", 100000),
               "1:11 parse_expr_depth\n");
  expectErrors("const A = a" + repeated("()", 100000),
               "1:11 parse_expr_depth\n");
  expectErrors("const A = " + repeated("-", 100000),
               "1:12 parse_double_minus\n");
}

TEST(Limits, TenThousandLayersAreFine) {
  expectErrors("network N {\n  let z = x" +
                   repeated("\n    |> Dense(8, relu)", 10000) + "\n}\n",
               "");
  expectErrors("network N {\n" +
                   repeated("  let z = z |> Dense(8, relu)\n", 10000) + "}\n",
               "");
}

TEST(Limits, ManyArgumentsAreFine) {
  std::string source = "const A = f(";
  for (size_t i = 0; i != 100000; ++i)
    source += "a" + std::to_string(i) + ": 1, ";
  expectErrors(source + "b: 1)", "");
}

TEST(Limits, StopsAfterTwentyErrors) {
  Parsed parsed("network N {\n" + repeated("let\n", 100000) + "}\n");
  ASSERT_EQ(parsed.diagnostics.size(), 21u);
  EXPECT_EQ(parsed.diagnostics.back().id, diag::Id::too_many_errors);
  EXPECT_EQ(parsed.diagnostics.back().text,
            "too many errors; stopped after 20");
}

/// Whatever is cut off or put in, parsing ends, and what parses is formatted.
TEST(Limits, DamagedTextIsNoTrouble) {
  const std::string source =
      "## Doc\nblock B(n: int = 2)(x: f32[d]) -> f32[d] {\n  let f = x |> "
      "Dense(n, init: zeros)\n    |> g as h # why\n  return x[0..2, :] + f\n}\n"
      "data d {\n  train: { x: csv(\"a\", 0..4) / 16, y: [[1], [2]] }\n"
      "  a.b: -20% * (1 + 2)\n}\nbuild mcu { ram: 8KiB }\n";
  const llvm::StringRef marks = "(){}[],:.|>=+-*/@%<!\"#\n a1";
  for (size_t at = 0; at != source.size(); ++at) {
    std::vector<std::string> damaged = {source.substr(0, at)};
    for (char mark : marks) {
      damaged.push_back(source);
      damaged.back()[at] = mark;
      damaged.push_back(source);
      damaged.back().insert(at, 1, mark);
    }
    for (const std::string &text : damaged) {
      Parsed parsed(text);
      if (!parsed.ok())
        continue;
      Parsed again(parsed.formatted());
      ASSERT_EQ(again.tree(), parsed.tree()) << text;
      ASSERT_EQ(again.formatted(), parsed.formatted()) << text;
    }
  }
}
