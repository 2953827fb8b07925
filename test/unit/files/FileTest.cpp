//===- FileTest.cpp - Only whole regular files are read, bounded ----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "Scratch.h"
#include "runtime/files/ByteReader.h"
#include "shape/Numel.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace plexus;
using namespace plexus::host;

static std::string textOf(const std::string &path) {
  Bytes bytes = readFile(path);
  return std::string(bytes.begin(), bytes.end());
}

TEST(File, ReadsWhatIsThere) {
  Scratch scratch;
  EXPECT_EQ(textOf(scratch.write("empty", "")), "");
  EXPECT_EQ(textOf(scratch.write("short", "abc")), "abc");
  for (const char *name :
       {"with space", "-o", "@args", "new\nline", "\xC3\xA9"})
    EXPECT_EQ(textOf(scratch.write(name, "abc")), "abc") << name;
}

TEST(File, OnlyRegularFilesAreRead) {
  Scratch scratch;
  ::mkfifo(scratch.path("fifo").c_str(), 0600);
  ::mkdir(scratch.path("folder").c_str(), 0700);
  ::symlink("loop", scratch.path("loop").c_str());
  std::string secret = scratch.write("secret", "x");
  ::chmod(secret.c_str(), 0);
  struct {
    std::string path, message;
  } cases[] = {
      {"", "the name of a file is empty"},
      {scratch.path("fifo"),
       scratch.path("fifo") + ": is a pipe; only regular files are read"},
      {scratch.path("folder"),
       scratch.path("folder") + ": is a folder, not a file"},
      {"/dev/zero", "/dev/zero: is a device; only regular files are read"},
      {scratch.path("none"),
       scratch.path("none") + ": no such file or directory"},
      {scratch.path("none") + "\nline",
       scratch.path("none") + "\\nline: no such file or directory"},
      {scratch.path("loop"), "...too many levels of symbolic links"},
      {std::string("a\0b", 3), "a\\x00b: the name of the file has a NUL in it"},
  };
  for (const auto &c : cases)
    EXPECT_TRUE(fails([&] { readFile(c.path); }, Status::NoInput, c.message));
  Unprivileged nobody;
  EXPECT_TRUE(fails([&] { readFile(secret); }, Status::NoInput,
                    secret + ": permission denied"));
}

TEST(Gzip, ReadsOneMemberOrMore) {
  Scratch scratch;
  std::string large(3'000'000, 'x');
  for (size_t i = 0; i < large.size(); i += 7)
    large[i] = static_cast<char>('a' + i % 23);
  EXPECT_EQ(textOf(scratch.write("a.gz", gzip("abc"))), "abc");
  EXPECT_EQ(textOf(scratch.write("b.gz", gzip("abc") + gzip("") + gzip("def"))),
            "abcdef");
  EXPECT_EQ(textOf(scratch.write("c.gz", gzip(large))), large);
  EXPECT_EQ(textOf(scratch.write("d.gz", gzip("ab") + gzip(large))),
            "ab" + large);
}

TEST(Gzip, DamageIsFound) {
  Scratch scratch;
  std::string text(100'000, 'x');
  for (size_t i = 0; i < text.size(); ++i)
    text[i] = static_cast<char>('a' + i * i % 101 % 26);
  std::string whole = gzip(text);
  auto reading = [&](const std::string &contents) {
    return [&scratch, contents] { readFile(scratch.write("f.gz", contents)); };
  };
  std::string file = scratch.path("f.gz");
  EXPECT_TRUE(fails(reading(""), Status::BadData,
                    file + ": is empty, which is not gzip data"));
  EXPECT_TRUE(fails(
      reading("1,2,3\n"), Status::BadData,
      file + ": is not gzip data, though its name ends in `.gz`; it is a text "
             "file"));
  EXPECT_TRUE(fails(reading(whole + "garbage"), Status::BadData,
                    file + ": has other bytes after its gzip data"));
  EXPECT_TRUE(fails(reading(whole + whole.substr(0, 5)), Status::BadData,
                    file + ": is cut short: its gzip data does not end"));
  for (size_t length = 1; length < whole.size(); length += whole.size() / 50)
    EXPECT_TRUE(fails(reading(whole.substr(0, length)), Status::BadData,
                      file + ": is cut short: its gzip data does not end"))
        << length;
  // Bytes 4 to 9 are time, flags and system, which nothing depends on.
  for (size_t at = 10; at < whole.size(); at += whole.size() / 50) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 4);
    EXPECT_TRUE(fails(reading(flipped), Status::BadData, "...gzip data")) << at;
  }
}

TEST(Gzip, BombIsDefused) {
  Scratch scratch;
  // 256 MiB of zeros are 255 KiB: a thousand times less.
  std::string file = scratch.write("bomb.gz", [] {
    std::string one = gzip(std::string(64 << 20, '\0'));
    return one + one + one + one;
  }());
  EXPECT_TRUE(fails([&] { readFile(file); }, Status::BadData,
                    "...bytes, which is too much for its size; if that is "
                    "meant, decompress it first"));
}

TEST(ByteReader, StopsAtTheEnd) {
  Bytes bytes = bytesOf(std::string("\1\2\3\4\5\6\7\x88", 8));
  ByteReader reader(bytes, "f");
  EXPECT_EQ(ByteReader(bytes, "f").u64Little("it"), 0x8807060504030201u);
  EXPECT_EQ(reader.u16Little("it"), 0x0201u);
  EXPECT_EQ(reader.u32Big("it"), 0x03040506u);
  EXPECT_TRUE(fails([&] { reader.u32Little("the header"); }, Status::BadData,
                    "f: ends inside the header (4 bytes, 2 are left)"));
  EXPECT_TRUE(fails([&] { reader.take(UINT64_MAX, "it"); }, Status::BadData,
                    "...ends inside it"));
  EXPECT_EQ(reader.remaining(), 2u);
}

TEST(Sizes, ProductsDoNotWrap) {
  using Shape = std::vector<uint64_t>;
  EXPECT_EQ(checkedNumel(Shape{}), 1u);
  EXPECT_EQ(checkedNumel(Shape{3, 0, 5}), 0u);
  EXPECT_EQ(checkedNumel(Shape{2, 3, 5}), 30u);
  EXPECT_EQ(checkedNumel(Shape{maxDimension}), maxDimension);
  EXPECT_EQ(checkedNumel(Shape{maxDimension + 1}), std::nullopt);
  EXPECT_EQ(checkedNumel(Shape{65536, 65536, 65536, 65536}), std::nullopt);
  EXPECT_EQ(checkedNumel(Shape(8, 2)), 256u);
  EXPECT_EQ(checkedNumel(Shape(9, 1)), std::nullopt);
  EXPECT_EQ(checkedNumel(Shape(9, 1), maxFileRank), 1u);
  EXPECT_EQ(checkedBytes(Shape(10, 1), 4, maxFileRank), std::nullopt);
  EXPECT_EQ(checkedBytes(Shape{1u << 30, 1u << 30}, 8), uint64_t(1) << 63);
  EXPECT_EQ(checkedBytes(Shape{1u << 30, 1u << 30, 2}, 8), std::nullopt);
  EXPECT_EQ(checkedProduct(Shape{INT64_MAX, INT64_MAX}), std::nullopt);
}

TEST(Errors, AreOneLineOfPrintableText) {
  Error error(Status::BadData, "a\nb", "c\x1b[2J\xff\xc3\xa9\xc2\x9b");
  EXPECT_STREQ(error.what(), "a\\nb: c\\x1b[2J\\xff\xc3\xa9\\xc2\\x9b");
  EXPECT_EQ(shown("abcdef", 4), "abcd...");
  EXPECT_EQ(shown("\xed\xa0\x80"), "\\xed\\xa0\\x80"); // a lone surrogate
}
