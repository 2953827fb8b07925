//===- MemoryTest.cpp - which memory holds how much -----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/targets/Target.h"

#include <gtest/gtest.h>

using namespace plexus;

TEST(Memory, TheNearestBehindTheRegistersThatHoldsItAll) {
  TargetInfo machine;
  machine.memorySpaces = {{"registers", 512, 0},
                          {"L1", 32768, 64},
                          {"L2", 262144, 32},
                          {"memory", 0, 16}};
  auto nameFor = [&](uint64_t bytes) { return machine.spaceFor(bytes).name; };
  EXPECT_EQ(nameFor(0), "L1");
  EXPECT_EQ(nameFor(32768), "L1");
  EXPECT_EQ(nameFor(32769), "L2");
  EXPECT_EQ(nameFor(262144), "L2");
  EXPECT_EQ(nameFor(262145), "memory");
  EXPECT_EQ(nameFor(UINT64_MAX), "memory");
}
