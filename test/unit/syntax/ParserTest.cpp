//===- ParserTest.cpp - the tree of each construct of the grammar ---------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Parsed.h"

using namespace plexus;
using namespace plexus::ast;
using llvm::cast;

/// The tree of an expression, on one line: nodes that have children in ( ).
static std::string treeOf(llvm::StringRef expression) {
  Parsed parsed(("const C = " + expression + "\n").str());
  EXPECT_EQ(parsed.errors(), "") << expression.str();
  if (!parsed.ok())
    return "";
  std::string result;
  size_t level = 0;
  std::string tree = parsed.tree();
  llvm::StringRef lines = llvm::StringRef(tree).split('\n').second;
  while (!lines.empty()) {
    auto [line, rest] = lines.split('\n');
    size_t indent = line.find_first_not_of(' ') / 2;
    for (; level > indent; --level)
      result += ")";
    if (indent > level && level != 0)
      result += "(";
    else if (!result.empty())
      result += ", ";
    level = indent;
    result += line.trim();
    lines = rest;
  }
  for (; level > 1; --level)
    result += ")";
  return result;
}

TEST(Parser, BindsOperators) {
  EXPECT_EQ(treeOf("a + b * c"), "binary +(name a, binary *(name b, name c))");
  EXPECT_EQ(treeOf("a - b - c"), "binary -(binary -(name a, name b), name c)");
  EXPECT_EQ(treeOf("(a - b) @ c"),
            "binary @(binary -(name a, name b), name c)");
  EXPECT_EQ(treeOf("-a * b"), "binary *(negate(name a), name b)");
  EXPECT_EQ(treeOf("a + b < c"), "binary <(binary +(name a, name b), name c)");
  EXPECT_EQ(treeOf("(a < b) == c"),
            "binary ==(binary <(name a, name b), name c)");
}

TEST(Parser, PipesBindLeastAndAreFlat) {
  EXPECT_EQ(treeOf("a + b |> f |> e.g(1) as h"),
            "pipe(binary +(name a, name b), stage f, "
            "stage e.g() as h(number 1))");
  EXPECT_EQ(treeOf("a + (b |> f)"), "binary +(name a, pipe(name b, stage f))");
}

TEST(Parser, ReadsPostfixes) {
  EXPECT_EQ(treeOf("f(a, n: 2)"), "call f(name a, n:(number 2))");
  EXPECT_EQ(treeOf("x[0..8, :, i]"),
            "index(name x, range(number 0, number 8), all, name i)");
  EXPECT_EQ(treeOf("a.b.c"), "member c(member b(name a))");
  EXPECT_EQ(treeOf("a.b(1)[2]"),
            "index(call(callee(member b(name a)), number 1), number 2)");
  EXPECT_EQ(treeOf("f(0..n)"), "call f(range(number 0, name n))");
  EXPECT_EQ(treeOf("[[1, 2], []]"), "list(list(number 1, number 2), list)");
}

TEST(Parser, NumbersKeepSpellingValueAndUnit) {
  struct Case {
    const char *source, *spelling;
    double value, scaled;
    std::optional<int64_t> integer;
    Unit unit;
  };
  const Case cases[] = {
      {"12", "12", 12, 12, 12, Unit::None},
      {"2e-3", "2e-3", 2e-3, 2e-3, std::nullopt, Unit::None},
      {"1e3", "1e3", 1000, 1000, std::nullopt, Unit::None},
      {"0.1", "0.1", 0.1, 0.1, std::nullopt, Unit::None},
      {"20%", "20", 20, 0.2, 20, Unit::Percent},
      {"64KiB", "64", 64, 65536, 64, Unit::KiB},
      {"1 MiB", "1", 1, 1048576, 1, Unit::MiB},
      {"250ms", "250", 250, 0.25, 250, Unit::Ms},
      {"10 s", "10", 10, 10, 10, Unit::S},
      {"2 epochs", "2", 2, 2, 2, Unit::Epochs},
      {"500 steps", "500", 500, 500, 500, Unit::Steps},
      {"9223372036854775807", "9223372036854775807", 0x1p63, 0x1p63, INT64_MAX,
       Unit::None},
      {"9223372036854775808", "9223372036854775808", 0x1p63, 0x1p63,
       std::nullopt, Unit::None},
      {"4.9406564584124654e-324", "4.9406564584124654e-324", 0x1p-1074,
       0x1p-1074, std::nullopt, Unit::None},
      {"0e5", "0e5", 0, 0, std::nullopt, Unit::None},
  };
  for (const Case &c : cases) {
    Parsed parsed((llvm::Twine("const C = ") + c.source).str());
    ASSERT_EQ(parsed.errors(), "") << c.source;
    const auto &number = cast<NumberExpr>(parsed.constant());
    EXPECT_EQ(number.spelling, c.spelling);
    EXPECT_EQ(number.value, c.value) << c.source;
    EXPECT_EQ(number.scaled(), c.scaled) << c.source;
    EXPECT_EQ(number.integer, c.integer) << c.source;
    EXPECT_EQ(number.unit, c.unit) << c.source;
  }
}

TEST(Parser, StringsResolveEscapes) {
  Parsed parsed(R"(const C = "a\"\\\n\tß")");
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(cast<StringExpr>(parsed.constant()).value, "a\"\\\n\tß");
}

TEST(Parser, RangesCoverWhatWasWritten) {
  Parsed parsed("const C = (a + b) * f(x, n: 2) # c");
  ASSERT_TRUE(parsed.ok());
  const auto &product = cast<BinaryExpr>(parsed.constant());
  EXPECT_EQ(textOf(product.range), "(a + b) * f(x, n: 2)");
  EXPECT_EQ(textOf(product.opRange), "*");
  EXPECT_EQ(textOf(product.lhs->range), "(a + b)");
  const auto &call = cast<CallExpr>(*product.rhs);
  EXPECT_EQ(textOf(call.argsRange), "(x, n: 2)");
  EXPECT_EQ(textOf(call.args[1].range), "n: 2");
  EXPECT_EQ(textOf(parsed.file->decls[0]->range),
            "const C = (a + b) * f(x, n: 2)");
}

TEST(Parser, ReadsEveryDeclarationAndStatement) {
  Parsed parsed(R"(import "a.plx" (A, b)
## Two lines
## of words.
block Twice(n: int = 2, i: init)(x: f32[d, 3]) -> f32[d] { return x }
block Same(x: f32) { return x }
network Net {
  input x: index(5)[4], target y: f32[1]
  layer f = Dense(8)
  let (a, b): f32[8] = split(x)
  let c = a
    |> f as g

    |> relu
  output p = c +
    b
  loss mse(p, y)
  loss second = mae(p, y)
  metric rmse(p, y)
  default init: zeros
}
data d { train: { x: 1, y.z: 2 }
  split: 3,
}
build mcu { }
)");
  ASSERT_EQ(parsed.errors(), "");
  ASSERT_EQ(parsed.file->decls.size(), 6u);
  EXPECT_EQ(parsed.file->decls[1]->doc, "Two lines\nof words.");
  const auto &twice = cast<BlockDecl>(*parsed.file->decls[1]);
  EXPECT_EQ(twice.settings.size(), 2u);
  EXPECT_TRUE(twice.settings[0].fallback);
  EXPECT_EQ(textOf(twice.result->range), "f32[d]");
  EXPECT_FALSE(cast<BlockDecl>(*parsed.file->decls[2]).hasSettings);
  const auto &net = cast<NetworkDecl>(*parsed.file->decls[3]);
  ASSERT_EQ(net.body.stmts.size(), 10u);
  const auto &pipe = cast<PipeExpr>(*cast<LetStmt>(*net.body.stmts[4]).value);
  EXPECT_EQ(pipe.stages.size(), 2u);
  EXPECT_EQ(textOf(pipe.stages[0].range), "f as g");
  const auto &data = cast<RecordDecl>(*parsed.file->decls[4]).record;
  ASSERT_EQ(data.entries.size(), 2u);
  EXPECT_EQ(data.entries[0].record()->entries[1].path.size(), 2u);
}

TEST(Parser, KeywordsAreNamesElsewhere) {
  Parsed parsed("train {\n  data: words\n  stop: below(loss, 1e-3)\n"
                "  train: build\n}\n");
  EXPECT_EQ(parsed.errors(), "");
}

TEST(Parser, NewlinesMeanNothingInBrackets) {
  EXPECT_EQ(treeOf("f(\n  a\n  + b,\n  g\n  (c)\n)"),
            "call f(binary +(name a, name b), call g(name c))");
}
