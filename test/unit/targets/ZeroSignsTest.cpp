//===- ZeroSignsTest.cpp - choices between a number and zero --------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/ZeroSigns.h"

#include "test/unit/targets/Parsed.h"

using namespace plexus;
using namespace plexus::test;

namespace {

/// The body of `float f(float %x, float %y)` after keepZeroSigns.
std::string kept(const std::string &body) {
  llvm::LLVMContext context;
  auto module =
      parsed(context, "define float @f(float %x, float %y) {\n" + body + "}\n");
  keepZeroSigns(*module);
  std::string text = textOf(*module);
  size_t begin = text.find("{\n") + 2;
  return text.substr(begin, text.find("}\n") - begin);
}

std::string choice(const std::string &predicate, const std::string &operands,
                   const std::string &values) {
  return "  %c = fcmp " + predicate + " float " + operands +
         "\n  %r = select i1 %c, float " + values + "\n  ret float %r\n";
}

// Every strict comparison, for each way round: the opposite, and the values
// exchanged. Zeros of both signs.
TEST(ZeroSigns, StrictChoicesAreTurned) {
  std::string zero = "0.000000e+00", minus = "-0.000000e+00";
  std::pair<const char *, const char *> opposites[] = {
      {"olt", "uge"}, {"ogt", "ule"}, {"ult", "oge"}, {"ugt", "ole"}};
  for (auto [strict, opposite] : opposites)
    for (const std::string &compared : {zero, minus})
      for (const std::string &given : {zero, minus})
        for (const std::string &operands :
             {"%x, " + compared, compared + ", %x"}) {
          std::string x = "%x, float " + given, z = given + ", float %x";
          EXPECT_EQ(kept(choice(strict, operands, x)),
                    choice(opposite, operands, z));
          EXPECT_EQ(kept(choice(strict, operands, z)),
                    choice(opposite, operands, x));
        }
}

TEST(ZeroSigns, OtherChoicesStay) {
  for (const std::string &same :
       {choice("uge", "%x, 0.000000e+00", "0.000000e+00, float %x"),
        choice("oeq", "%x, 0.000000e+00", "0.000000e+00, float %x"),
        choice("olt", "%x, 1.000000e+00", "%x, float 1.000000e+00"),
        choice("olt", "%x, 0.000000e+00", "%y, float 0.000000e+00"),
        choice("olt", "%x, 0.000000e+00", "1.000000e+00, float %x"),
        choice("olt", "%x, %y", "%x, float %y")})
    EXPECT_EQ(kept(same), same);
}

// What else asks for the comparison gets the answer that it got.
TEST(ZeroSigns, AComparisonThatOthersUseStays) {
  EXPECT_EQ(kept("  %c = fcmp olt float %x, 0.000000e+00\n"
                 "  %m = select i1 %c, float %x, float 0.000000e+00\n"
                 "  %r = select i1 %c, float %m, float %y\n"
                 "  ret float %r\n"),
            "  %c = fcmp olt float %x, 0.000000e+00\n"
            "  %1 = fcmp uge float %x, 0.000000e+00\n"
            "  %m = select i1 %1, float 0.000000e+00, float %x\n"
            "  %r = select i1 %c, float %m, float %y\n"
            "  ret float %r\n");
}

TEST(ZeroSigns, VectorsToo) {
  llvm::LLVMContext context;
  auto module = parsed(context, R"(
define <4 x double> @f(<4 x double> %x) {
  %c = fcmp olt <4 x double> %x, zeroinitializer
  %r = select <4 x i1> %c, <4 x double> %x, <4 x double> zeroinitializer
  ret <4 x double> %r
}
)");
  keepZeroSigns(*module);
  EXPECT_NE(textOf(*module).find("fcmp uge <4 x double>"), std::string::npos);
}

} // namespace
