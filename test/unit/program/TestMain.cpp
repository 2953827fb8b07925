//===- TestMain.cpp - main of the tests -----------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Not GoogleTest's own: the library under test has a `main` too, and what
// stands in an object file comes before what stands in any archive.
//
//===----------------------------------------------------------------------===//
#include <gtest/gtest.h>

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
