//===- InitialisersTest.cpp - from fans to distributions ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/Initialisers.h"
#include "test/unit/formulas/Rows.h"

#include <map>

using namespace plexus;
using namespace plexus::nn;

namespace {

struct Moments {
  double mean, deviation;
};

Moments momentsOf(const Distribution &d) {
  if (d.name == "uniform")
    return {(d.a + d.b) / 2, (d.b - d.a) / std::sqrt(12.0)};
  if (d.name == "normal")
    return {d.a, d.b};
  EXPECT_EQ(d.name, "constant");
  return {d.a, 0.0};
}

constexpr double in = 300, out = 100;

/// What is written: the numbers (2, 5) where a row takes numbers.
Choice choose(llvm::StringRef name, bool fanIn = false,
              const Applied *activation = nullptr) {
  InitialiserUse use{name.str(), {}, fanIn};
  if (const Initialiser *row = findInitialiser(name))
    use.numbers = llvm::SmallVector<double>(
        llvm::ArrayRef({2.0, 5.0}).take_front(row->numberCount));
  return chooseDistribution({"weight",
                             {int64_t(out), int64_t(in)},
                             int64_t(in),
                             int64_t(out),
                             use,
                             activation,
                             mlir::Type()});
}

const Word *find(mlir::MLIRContext &context, llvm::StringRef spelling) {
  for (const Word *word : allWords(context))
    if (word->spelling == spelling)
      return word;
  return nullptr;
}

// Glorot and Bengio 2010, He et al. 2015, LeCun et al. 1998; a rectifier's gain
// is sqrt(2), and the variance of the uniform distribution on (a, b) is
// (b - a)^2 / 12.
TEST(InitialisersTest, MomentsOfEveryRow) {
  std::map<std::string, Moments> expected = {
      {"xavier_uniform", {0.0, std::sqrt(2.0 / 400.0)}},
      {"xavier_normal", {0.0, std::sqrt(2.0 / 400.0)}},
      {"kaiming_uniform", {0.0, std::sqrt(2.0 / 300.0)}},
      {"kaiming_normal", {0.0, std::sqrt(2.0 / 300.0)}},
      {"lecun_normal", {0.0, std::sqrt(1.0 / 300.0)}},
      {"uniform", {3.5, 3.0 / std::sqrt(12.0)}},
      {"normal", {2.0, 5.0}},
      {"zeros", {0.0, 0.0}},
      {"ones", {1.0, 0.0}},
      {"constant", {2.0, 0.0}},
  };
  for (const Initialiser &row : initialisers()) {
    SCOPED_TRACE(row.name.str());
    ASSERT_TRUE(expected.count(row.name.str())) << "a row without expectation";
    Choice choice = choose(row.name);
    Moments moments = momentsOf(choice.distribution);
    EXPECT_DOUBLE_EQ(moments.mean, expected[row.name.str()].mean);
    EXPECT_DOUBLE_EQ(moments.deviation, expected[row.name.str()].deviation);
    EXPECT_EQ(choice.reason, row.name);
  }
  EXPECT_EQ(initialisers().size(), expected.size());
}

TEST(InitialisersTest, BoundsOfUniformRows) {
  Distribution xavier = choose("xavier_uniform").distribution;
  EXPECT_DOUBLE_EQ(xavier.b, std::sqrt(6.0 / 400.0));
  EXPECT_EQ(xavier.a, -xavier.b);
  Distribution kaiming = choose("kaiming_uniform").distribution;
  EXPECT_DOUBLE_EQ(kaiming.b, std::sqrt(6.0 / 300.0));
  EXPECT_EQ(kaiming.a, -kaiming.b);
}

TEST(InitialisersTest, FanInModeLeavesTheFanOutAside) {
  for (const Initialiser &row : initialisers())
    if (row.takesMode) {
      SCOPED_TRACE(row.name.str());
      double gain = row.name.starts_with("kaiming") ? 2.0 : 1.0;
      EXPECT_DOUBLE_EQ(
          momentsOf(choose(row.name, /*fanIn=*/true).distribution).deviation,
          std::sqrt(gain / 300.0));
    }
}

TEST(InitialisersTest, TheSlopeOfALeakyRectifierLowersTheGain) {
  Applied leaky;
  mlir::MLIRContext context;
  leaky.word = find(context, "leaky_relu");
  leaky.negativeSlope = 0.5;
  EXPECT_DOUBLE_EQ(
      momentsOf(choose("kaiming_normal", false, &leaky).distribution).deviation,
      std::sqrt(2.0 / (1.25 * 300.0)));
}

// Kaiming before what passes about half on, else Xavier with the fan in.
TEST(InitialisersTest, AutoLooksAtWhatFollows) {
  mlir::MLIRContext context;
  int rectifiers = 0, others = 0;
  for (const Word *word : allWords(context)) {
    if (word->kind != WordKind::Activation)
      continue;
    SCOPED_TRACE(word->spelling.str());
    Applied applied;
    applied.word = word;
    Choice choice = choose("auto", false, &applied);
    bool rectifier = word->property == WordProperty::ReluLike;
    ++(rectifier ? rectifiers : others);
    EXPECT_EQ(choice.distribution.name, "normal");
    EXPECT_DOUBLE_EQ(choice.distribution.b,
                     std::sqrt((rectifier ? 2.0 : 1.0) / 300.0));
    EXPECT_EQ(choice.reason,
              (rectifier ? "kaiming_normal" : "xavier_normal (mode: fan_in)") +
                  (", before `" + word->spelling.str() + "`"));
  }
  EXPECT_EQ(find(context, "relu")->property, WordProperty::ReluLike);
  EXPECT_EQ(find(context, "tanh")->property, WordProperty::None);
  EXPECT_GE(rectifiers, 6);
  EXPECT_GE(others, 4);
  Choice none = choose("auto");
  EXPECT_DOUBLE_EQ(none.distribution.b, std::sqrt(1.0 / 300.0));
  EXPECT_EQ(none.reason, "xavier_normal (mode: fan_in), before no activation");
}

} // namespace
