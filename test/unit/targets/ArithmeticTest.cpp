//===- ArithmeticTest.cpp - targets that cannot give the bits -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/Target.h"

#include <gtest/gtest.h>

using namespace plexus;

namespace {

Arithmetic complete(math::Format format) {
  Arithmetic arithmetic{.format = format};
#define NEED(NAME, LACK) arithmetic.NAME = true;
#include "compiler/targets/Needs.def"
  return arithmetic;
}

TargetInfo machineWith(llvm::ArrayRef<Arithmetic> rows) {
  TargetInfo info;
  info.triple = "abacus";
  info.processor = "wood";
  info.arithmetic.assign(rows.begin(), rows.end());
  return info;
}

std::string refusal(const TargetInfo &info, math::Format format) {
  return llvm::toString(checkArithmetic(info, format));
}

TEST(Arithmetic, EveryNeedIsAskedFor) {
  constexpr auto F32 = math::Format::F32, F64 = math::Format::F64;
#define NEED(NAME, LACK)                                                       \
  {                                                                            \
    Arithmetic poor = complete(F64);                                           \
    poor.NAME = false;                                                         \
    TargetInfo machine = machineWith({complete(F32), poor});                   \
    EXPECT_EQ(refusal(machine, F32), "");                                      \
    EXPECT_EQ(refusal(machine, F64),                                           \
              "no code in f64 for `abacus wood`, "                             \
              "which " LACK "; `--precision=f32` is possible");                \
    poor.format = F32;                                                         \
    EXPECT_EQ(refusal(machineWith({poor}), F32),                               \
              "no code in f32 for `abacus wood`, which " LACK);                \
  }
#include "compiler/targets/Needs.def"
}

TEST(Arithmetic, AFormatThatIsNotThereIsRefused) {
  EXPECT_EQ(
      refusal(machineWith({complete(math::Format::F32)}), math::Format::F64),
      "no code in f64 for `abacus wood`, which has no numbers of that "
      "format; `--precision=f32` is possible");
}

TEST(Arithmetic, TheBaselineHasAll) {
  auto target = createTarget("x86-64-v3", 2);
  ASSERT_TRUE(bool(target)) << llvm::toString(target.takeError());
  for (math::Format format : {math::Format::F32, math::Format::F64})
    EXPECT_EQ(refusal((*target)->info(), format), "");
}

} // namespace
