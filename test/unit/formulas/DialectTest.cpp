//===- DialectTest.cpp - every op of the dialect is tested ----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/program/Vocabulary.h"
#include "dialects/nn/Initialisers.h"
#include "test/unit/formulas/Rows.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace plexus;

namespace {

std::string read(const std::string &path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// What stands between backquotes.
std::string codeOf(const std::string &text) {
  std::string code;
  bool inside = false;
  for (char c : text) {
    inside ^= c == '`';
    code += inside ? c : '`';
  }
  return code;
}

/// Whether the text holds the name with no letter of a longer one beside it.
bool mentions(const std::string &text, const std::string &name) {
  auto isName = [](char c) { return std::isalnum(c) || c == '_'; };
  bool isSign = !isName(name.front());
  for (size_t at = text.find(name); at != std::string::npos;
       at = text.find(name, at + 1))
    if (isSign || (!isName(text[at - 1]) && !isName(text[at + name.size()])))
      return true;
  return false;
}

TEST(DialectTest, EveryWordIsInTheManual) {
  std::string manual = codeOf(read(MANUAL) + "`");
  ASSERT_TRUE(mentions(manual, "network")) << "no manual in " << MANUAL;
  EXPECT_FALSE(mentions(manual, "frobnicate"));
  mlir::MLIRContext context;
  for (const nn::Word *word : nn::allWords(context)) {
    std::string name = word->spelling.str();
    EXPECT_TRUE(mentions(manual, name))
        << "the word `" << name << "` is not in " << MANUAL;
    for (const nn::Setting &setting : word->settings)
      if (setting.kind != nn::SettingKind::Tensor &&
          setting.kind != nn::SettingKind::Tensors)
        EXPECT_TRUE(mentions(manual, setting.name.str()))
            << "`" << setting.name.str() << "` of `" << name << "` is not in "
            << MANUAL;
  }
  for (const nn::Initialiser &row : nn::initialisers())
    EXPECT_TRUE(mentions(manual, row.name.str()))
        << "the initialiser `" << row.name.str() << "` is not in " << MANUAL;
}

/// All files of test/words that end so.
std::string testsOfWords(const std::string &ending) {
  std::string tests;
  for (const auto &file :
       std::filesystem::recursive_directory_iterator(WORD_TESTS))
    if (file.path().extension() == ending)
      tests += read(file.path());
  return tests;
}

// As IR, or as the word of a network: what IR a row of a table makes is tested
// by other rows of it, and CMake asks for the IR of a structured op.
TEST(DialectTest, EveryOpIsInATestOfTheWords) {
  std::string tests = testsOfWords(".mlir"), networks = testsOfWords(".plx");
  std::set<std::string> inNetworks;
  mlir::MLIRContext context;
  for (const nn::Word *word : nn::allWords(context))
    if (mentions(networks, word->spelling.str()))
      inNetworks.insert(word->opName.str());
  nn::forEachOp([&]<class OpT>() {
    std::string name = OpT::getOperationName().str();
    auto used = [&](const std::string &before) {
      return tests.find(before + name + " ") != std::string::npos;
    };
    EXPECT_TRUE(inNetworks.count(name) || used("= ") || used("  ") ||
                used("\n"))
        << name << " is in no file of " << WORD_TESTS;
  });
}

TEST(DialectTest, EveryWordIsInANetworkOfTheTests) {
  std::string tests = testsOfWords(".plx");
  EXPECT_FALSE(mentions(tests, "frobnicate"));
  mlir::MLIRContext context;
  for (const nn::Word *word : nn::allWords(context))
    EXPECT_TRUE(mentions(tests, word->spelling.str()))
        << "`" << word->spelling.str() << "` is in no .plx file of "
        << WORD_TESTS;
}

TEST(DialectTest, WhatIsNotBuiltYetIsNotThere) {
  std::string manual = codeOf(read(MANUAL) + "`");
  mlir::MLIRContext context;
  for (llvm::StringRef word : frontend::unbuiltWords()) {
    for (const nn::Word *built : nn::allWords(context))
      EXPECT_NE(built->spelling, word);
    EXPECT_FALSE(nn::findInitialiser(word)) << word.str();
    EXPECT_TRUE(mentions(manual, word.str())) << word.str();
  }
}

// Words are found by their spelling, so no two may share one.
TEST(DialectTest, WordsAreSpelledDifferently) {
  mlir::MLIRContext context;
  std::set<std::string> spellings;
  for (const nn::Word *word : nn::allWords(context))
    EXPECT_TRUE(spellings.insert(word->spelling.str()).second)
        << word->spelling.str();
  EXPECT_GE(spellings.size(), 50u);
}

} // namespace
