//===- ConstantsTest.cpp - arithmetic that is done while compiling --------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"

using namespace plexus;
using namespace plexus::frontend;

/// The value of `const V = expr`.
static ConstantValue valueOf(const std::string &expr) {
  Loaded loaded("const V = " + expr + "\n" + network);
  const ConstantValue *value = loaded.program.main().constants.lookup("V");
  EXPECT_TRUE(value) << expr << ": " << loaded.allMessages();
  return value ? *value : ConstantValue();
}

TEST(Constants, IntegersStayExact) {
  EXPECT_EQ(valueOf("7 * 3 - 1").asInteger(), 20);
  EXPECT_EQ(valueOf("6 / 3").asInteger(), 2);
  EXPECT_EQ(valueOf("9007199254740993 - 1").asInteger(), 9007199254740992);
  EXPECT_EQ(valueOf("-(5)").asInteger(), -5);
  EXPECT_EQ(valueOf("max(3, 8)").asInteger(), 8);
  EXPECT_EQ(valueOf("sqrt(16)").asInteger(), 4);
}

TEST(Constants, WhatIsNoIntegerIsANumber) {
  EXPECT_EQ(valueOf("1 / 4").asNumber(), 0.25);
  EXPECT_FALSE(valueOf("1 / 4").asInteger());
  EXPECT_FALSE(valueOf("1e3").asInteger());
  EXPECT_FALSE(valueOf("9223372036854775807 + 1").asInteger());
  EXPECT_EQ(valueOf("9223372036854775807 + 1").asNumber(), 0x1p63);
  EXPECT_EQ(valueOf("1 / sqrt(16)").asNumber(), 0.25);
  EXPECT_DOUBLE_EQ(*valueOf("log(exp(2.5))").asNumber(), 2.5);
  EXPECT_EQ(valueOf("min(abs(-2.5), 4)").asNumber(), 2.5);
}

TEST(Constants, APercentageIsANumber) {
  EXPECT_EQ(valueOf("20%").asNumber(), 0.2);
  EXPECT_EQ(valueOf("20%").measure, Measure::Percent);
  EXPECT_EQ(valueOf("2 * 25%").asNumber(), 0.5);
  EXPECT_FALSE(valueOf("20%").asInteger());
}

TEST(Constants, UnitsAreKept) {
  ConstantValue size = valueOf("2 * 3 KiB");
  EXPECT_EQ(size.measure, Measure::Bytes);
  EXPECT_EQ(size.integer, 6144);
  EXPECT_FALSE(size.asNumber());
  EXPECT_EQ(valueOf("500 ms").number, 0.5);
  EXPECT_EQ(valueOf("2 epochs + 3 epochs").integer, 5);
  EXPECT_EQ(valueOf("1 MiB / 256 KiB").asInteger(), 4);
  EXPECT_EQ(valueOf("3 s > 2 s").asBool(), true);
}

TEST(Constants, StringsJoinAndFlagsCompare) {
  EXPECT_EQ(valueOf("\"a/\" + \"b\"").text, "a/b");
  EXPECT_EQ(valueOf("\"a\" == \"a\"").asBool(), true);
  EXPECT_EQ(valueOf("true != false").asBool(), true);
  EXPECT_EQ(valueOf("2 <= 1").asBool(), false);
}

TEST(Constants, ListsHoldValues) {
  ConstantValue list = valueOf("[1, 1.5, 2 / 3]");
  ASSERT_TRUE(list.isList());
  EXPECT_EQ(list.elements[1].asNumber(), 1.5);
}

TEST(Constants, WordsAndCallsKeepWhatWasWritten) {
  Loaded loaded(network + "data d { split: random(0.5 * A, stratify: y) }\n"
                          "const A = 4\n");
  const ast::Expr *split =
      loaded.program.data().at("d").decl->record.entries[0].expr();
  auto value = evaluate(*split, loaded.program.main().constants, loaded.engine);
  ASSERT_TRUE(value && value->isCall());
  EXPECT_EQ(value->text, "random");
  EXPECT_EQ(value->arguments[0].value.asNumber(), 2.0);
  EXPECT_TRUE(value->arguments[1].value.isWord("y"));
  EXPECT_EQ(value->arguments[1].name.text, "stratify");
}

TEST(Constants, AnInnerEnvironmentHidesTheOuter) {
  Environment outer;
  outer.bind("a", ConstantValue::makeInteger(1));
  outer.bind("b", ConstantValue::makeInteger(2));
  Environment inner(&outer);
  inner.bind("a", ConstantValue::makeInteger(3));
  EXPECT_EQ(inner.lookup("a")->asInteger(), 3);
  EXPECT_EQ(inner.lookup("b")->asInteger(), 2);
  EXPECT_EQ(inner.lookup("c"), nullptr);
}
