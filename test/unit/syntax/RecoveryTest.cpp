//===- RecoveryTest.cpp - every message, its place, and what follows ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Parsed.h"
#include "llvm/ADT/StringSet.h"

using namespace plexus;

namespace {

struct Case {
  std::string source;
  const char *errors; // line:column id, a line each
};

std::string network(llvm::StringRef stmt) {
  return ("network N {\n" + stmt + "\n}\n").str();
}

std::string block(llvm::StringRef stmts) {
  return ("block B(x: f32) {\n" + stmts + "\n}\n").str();
}

const Case cases[] = {
    {std::string("const A = 1\0", 12), "1:12 file_has_nul\n"},
    {"const A = \"\xC0\x80\"", "1:12 file_bad_utf8\n"},
    {"# \xED\xA0\x80", "1:3 file_bad_utf8\n"},
    {"", "1:1 file_empty\n"},
    {"# only a comment\n", "1:1 file_empty\n"},
    {std::string((16 << 20) + 1, ' '), "1:1 file_too_large\n"},

    {"const A = 1; const B = 2", "1:12 lex_bad_character\n"},
    {"const ä = 1", "1:7 lex_bad_character\n"},
    {"const A = 1 // one\nconst B = 2", "1:13 lex_slash_comment\n"},
    {"const A = f(b = 2)", "1:15 parse_equals_argument\n"},
    {"const A = a | b", "1:13 lex_bad_character\n"},
    {"const " + std::string(1 << 20, 'a') + " = 1", "1:7 lex_name_too_long\n"},
    {"const A = \"abc", "1:11 lex_unclosed_string\n"},
    {"const A = \"a\\qb\"", "1:13 lex_bad_escape\n"},
    {"const A = 1. + 2", "1:11 lex_number_digit_expected\n"},
    {"const A = 1e+", "1:11 lex_number_digit_expected\n"},
    {"const A = .5", "1:11 lex_number_leading_dot\n"},
    {"const A = 1e999", "1:11 lex_number_too_large\n"},
    {"const A = 1e-999", "1:11 lex_number_too_small\n"},
    {"const A = " + std::string(1 << 20, '1'), "1:11 lex_number_too_long\n"},

    {"5", "1:1 parse_unknown_decl\n"},
    {"}", "1:1 parse_unknown_decl\n"},
    {"const A = 1 }", "1:13 parse_unknown_decl\n"},
    {"netwrk N { input x: f32 }\nconst A = 1", "1:1 parse_unknown_decl\n"},
    {network("5"), "2:1 parse_unknown_stmt\n"},
    {network("leyer f = Dense(8)"), "2:1 parse_unknown_stmt\n"},
    {network("z = relu(x)"), "2:1 parse_missing_let\n"},
    {network("let z = x\n+ y"), "3:1 parse_operator_starts_line\n"},
    {network("let z x"), "2:7 parse_expected\n"},
    {network("let z\n= x"), "2:6 parse_expected\n"},
    {network("let () = x"), "2:5 parse_expected\n"},
    {network("let z = x[]"), "2:10 parse_expected\n"},
    {network("let z = f(x,)"), "2:13 parse_expected\n"},
    {network("let z = x as y"), "2:11 parse_expected_end\n"},
    {network("let z = 3 |> f 4"), "2:16 parse_expected_end\n"},
    {network("let z = x +"), "2:12 parse_expected_expr\n"},
    {network("let z = f(x\nlet y = 1"), "3:1 parse_unclosed\n"},
    {"const A = (1", "1:13 parse_unclosed\n"},
    {"network N {\nlet z = 1\nconst A = 1", "3:1 parse_unclosed\n"},
    {"train {\n  seed: 1\n\nbuild { }", "4:1 parse_unclosed\n"},
    {"data d {\n  train { x: 1 }\n}", "2:9 parse_expected\n"},
    {"network net { }", "1:9 parse_capital_name\n"},
    {network("input x: g32[4]"), "2:10 parse_unknown_type\n"},
    {network("input x: f64[4]"), "2:10 parse_precision_type\n"},
    {network("input x: f32[]"), "2:13 parse_empty_shape\n"},
    {"const A = 2 apples", "1:13 parse_unknown_unit\n"},
    {"const A = 0x10", "1:12 parse_unknown_unit\n"},
    {"const A = 2 epoch", "1:13 parse_unknown_unit\n"},
    {"const A = a < b < c", "1:17 parse_chained_comparison\n"},
    {"const A = --a", "1:12 parse_double_minus\n"},
    {"const A = f(n: 1, 2)", "1:19 parse_positional_after_named\n"},
    {"const A = f(n: 1, n: 2)", "1:19 parse_duplicate_argument\n"},
    {"const A = x[0:8]", "1:14 parse_colon_range\n"},
    {"const A = (0..8)", "1:13 parse_range_outside\n"},
    {"const A = [0..8]", "1:13 parse_range_outside\n"},
    {"const A = " + std::string(65, '('), "1:75 parse_nesting\n"},
    {network("return x"), "2:1 parse_return_in_network\n"},
    {block("return x\nlet y = x"), "2:1 parse_return_not_last\n"
                                   "1:7 parse_no_return\n"},
    {block("let y = x"), "1:7 parse_no_return\n"},
    {block("let y =\nlet z = 1"), "2:8 parse_expected_expr\n"},
};

} // namespace

TEST(Recovery, EachMistakeGetsItsMessage) {
  for (const Case &c : cases) {
    Parsed parsed(c.source);
    EXPECT_EQ(parsed.errors(), c.errors) << c.source.substr(0, 200);
    EXPECT_FALSE(parsed.ok());
  }
}

TEST(Recovery, EveryRowIsProvoked) {
  llvm::StringSet<> seen = {"parse_opened_here",
                            "parse_previous_here", // notes
                            "parse_expr_depth",
                            "too_many_errors"}; // LimitsTest
  for (const Case &c : cases) {
    llvm::StringRef rest = c.errors;
    while (!rest.empty()) {
      auto [line, after] = rest.split('\n');
      seen.insert(line.split(' ').second);
      rest = after;
    }
  }
  // The rows from there on are those of settings/MessagesTest.cpp and of
  // import/MessagesTest.cpp.
  for (unsigned i = 0; i != unsigned(diag::Id::const_bad_operands); ++i)
    EXPECT_TRUE(seen.contains(diag::name(diag::Id(i))))
        << diag::name(diag::Id(i)).str() << " has no test";
}

TEST(Recovery, GoesOnAtTheNextLine) {
  Parsed parsed(R"(const A = )
network N {
  input x f32[4]
  let a = f(x,
            [1, 2
            ])
  let b = f(x, ; 2)
  let c =
  output y = c
}
train { seed: , epochs: 2 }
data d {
  5: 6
  split: )
  good: 1
}
const B = 1
)");
  EXPECT_EQ(parsed.errors(), "1:11 parse_expected_expr\n"
                             "3:11 parse_expected\n"
                             "7:16 lex_bad_character\n"
                             "8:10 parse_expected_expr\n"
                             "11:15 parse_expected_expr\n"
                             "13:3 parse_expected\n"
                             "14:10 parse_expected_expr\n");
  ASSERT_EQ(parsed.file->decls.size(), 4u);
  const auto &net = llvm::cast<ast::NetworkDecl>(*parsed.file->decls[0]);
  EXPECT_EQ(net.body.stmts.size(), 2u) << "`let a` and `output y`";
}

TEST(Recovery, AnUnclosedBracketPointsAtItsOpening) {
  Parsed parsed("network N {\n  let a = f(x\n  let b = 1\n}\n");
  ASSERT_EQ(parsed.errors(), "3:3 parse_unclosed\n");
  ASSERT_EQ(parsed.diagnostics[0].notes.size(), 1u);
  EXPECT_EQ(
      parsed.sources.getLineAndColumn(parsed.diagnostics[0].notes[0].caret),
      std::make_pair(2u, 12u));
}

TEST(Recovery, MessagesStayOnOneLine) {
  Parsed parsed("const A = 1 \x01\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].text, "unexpected character `\\x01`");
}
