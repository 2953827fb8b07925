//===- IdxTest.cpp - The IDX files of MNIST and its relatives -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Idx.h"
#include "Scratch.h"

using namespace plexus::host;
using Numbers = std::vector<double>;

static std::string idx(int type, std::vector<uint64_t> shape,
                       const std::string &data) {
  std::string text = big(static_cast<uint64_t>(type) << 8 | shape.size(), 4);
  for (uint64_t dimension : shape)
    text += big(dimension, 4);
  return text + data;
}

TEST(Idx, ReadsEveryType) {
  struct {
    int type;
    std::string data;
    double first, second;
  } cases[] = {
      {0x08, "\x07\xff", 7, 255},
      {0x09, "\x07\xff", 7, -1},
      {0x0B, big(300, 2) + big(0xFFFE, 2), 300, -2},
      {0x0C, big(70000, 4) + big(0xFFFFFFFD, 4), 70000, -3},
      {0x0D, big(0x3fc00000, 4) + big(0xbf800000, 4), 1.5, -1},
      {0x0E, big(0x3ff8000000000000, 8) + big(0xbff0000000000000, 8), 1.5, -1},
  };
  for (const auto &c : cases) {
    NumberArray array = parseIdx(bytesOf(idx(c.type, {2, 1}, c.data)), "f");
    Numbers numbers(2);
    array.read(0, numbers);
    EXPECT_EQ(array.shape, (std::vector<uint64_t>{2, 1}));
    EXPECT_EQ(numbers, (Numbers{c.first, c.second})) << c.type;
    array.read(1, std::span(numbers).first(1));
    EXPECT_EQ(numbers[0], c.second) << c.type;
  }
}

TEST(Idx, BadFilesSayWhy) {
  struct {
    std::string text, reason;
  } cases[] = {
      {"", "ends inside the IDX magic number (4 bytes, 0 are left)"},
      {std::string("\0\0\x8", 3),
       "ends inside the IDX magic number (4 bytes, 3 are left)"},
      {"\x7f"
       "ELF",
       "is not an IDX file: it does not start with two zero "
       "bytes"},
      {idx(0x0A, {1}, "a"), "has the IDX type 10; the types are 8, 9, 11, 12, "
                            "13 and 14"},
      {idx(0x08, {}, "a"), "has 0 dimensions; from 1 to 9 are possible"},
      {idx(0x08, std::vector<uint64_t>(10, 1), "a"),
       "has 10 dimensions; from 1 to 9 are possible"},
      {idx(0x08, {2, 2}, "").substr(0, 10),
       "ends inside the dimensions (4 bytes, 2 are left)"},
      {idx(0x08, {0xFFFFFFFF, 0xFFFFFFFF}, "a"),
       "has the impossible shape [4294967295, 4294967295]"},
      {idx(0x0E, {2147483647, 2147483647, 8}, "a"),
       "has the impossible shape [2147483647, 2147483647, 8]"},
      {idx(0x08, {2, 2}, "abc"),
       "has 3 bytes of data, but its shape [2, 2] takes 4"},
      {idx(0x08, {2, 2}, "abcde"),
       "has 5 bytes of data, but its shape [2, 2] takes 4"},
  };
  Scratch scratch;
  for (const auto &c : cases) {
    EXPECT_TRUE(fails([&] { parseIdx(bytesOf(c.text), "f-ubyte"); },
                      Status::BadData, "f-ubyte: " + c.reason));
    std::string packed = scratch.write("f-ubyte.gz", gzip(c.text));
    EXPECT_TRUE(fails([&] { readIdx(packed); }, Status::BadData,
                      packed + ": " + c.reason));
  }
}
