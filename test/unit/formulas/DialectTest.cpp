//===- DialectTest.cpp - every op of the dialect is tested ----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "test/unit/formulas/Rows.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace plexus;

namespace {

TEST(DialectTest, EveryOpIsInATestOfTheDialect) {
  std::ostringstream text;
  for (const auto &file : std::filesystem::directory_iterator(DIALECT_TESTS))
    if (file.path().extension() == ".mlir")
      text << std::ifstream(file.path()).rdbuf();
  std::string tests = text.str();
  test::AllOps::forEach([&]<class OpT>() {
    std::string name = OpT::getOperationName().str();
    auto used = [&](const std::string &before) {
      return tests.find(before + name + " ") != std::string::npos;
    };
    EXPECT_TRUE(used("= ") || used("  ") || used("\n"))
        << name << " is in no file of " << DIALECT_TESTS;
  });
}

// Words are found by their spelling, so no two may share one.
TEST(DialectTest, WordsAreSpelledDifferently) {
  mlir::MLIRContext context;
  std::set<std::string> spellings;
  for (const nn::Word *word : nn::allWords(context))
    EXPECT_TRUE(spellings.insert(word->spelling.str()).second)
        << word->spelling.str();
  EXPECT_GE(spellings.size(), 60u);
}

} // namespace
