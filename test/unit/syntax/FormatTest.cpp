//===- FormatTest.cpp - one style; nothing lost; twice is once ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Parsed.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace plexus;

static void expectFormat(llvm::StringRef source, llvm::StringRef formatted) {
  Parsed parsed(source);
  ASSERT_EQ(parsed.errors(), "");
  EXPECT_EQ(parsed.formatted(), formatted);
  Parsed again(formatted);
  EXPECT_EQ(again.formatted(), formatted) << "formatting is not stable";
  EXPECT_EQ(again.tree(), parsed.tree());
}

TEST(Format, SetsSpaces) {
  expectFormat("const A=-1+f( x ,n :2 )[ 0 .. 8,: ]*- b |>g . h( ) as  i\n",
               "const A = -1 + f(x, n: 2)[0..8, :] * -b |> g.h() as i\n");
  expectFormat("const A = [20 %,64 KiB, 2epochs,10s]\n",
               "const A = [20%, 64KiB, 2 epochs, 10 s]\n");
  expectFormat("train{a:{b:1},c:{}}", "train { a: { b: 1 }, c: {} }\n");
  expectFormat("const A = 27  .nd\n", "const A = 27 .nd\n");
}

TEST(Format, TellsNegationFromSubtraction) {
  expectFormat("block B(x:f32){\n return -x\n}",
               "block B(x: f32) {\n  return -x\n}\n");
  expectFormat("network N {\n loss (x - 1)\n metric a = x[0]-1\n}",
               "network N {\n  loss   (x - 1)\n  metric a = x[0] - 1\n}\n");
}

TEST(Format, AlignsNeighbours) {
  expectFormat(R"(network N {
 input x: f32[2] # the input
 target y: f32[1]

 let long = x
 let s: f32[2] = long
 output p = s
}
train {
 epochs: 2
 a.b: 1

 optimizer: sgd(lr: 1)
}
build { threads: 2 }
build mcu { ram: 8KiB }
)",
               R"(network N {
  input  x: f32[2]                             # the input
  target y: f32[1]

  let    long      = x
  let    s: f32[2] = long
  output p         = s
}
train {
  epochs: 2
  a.b:    1

  optimizer: sgd(lr: 1)
}
build     { threads: 2 }
build mcu { ram: 8KiB }
)");
}

TEST(Format, KeepsLineBreaksAndIndents) {
  expectFormat(R"(const A = f(
1,
g(2,
3),
)"
               "[\n[4],\n[5]\n])\n",
               "const A = f(\n  1,\n  g(2,\n    3),\n  [\n    [4],\n    [5]\n"
               "  ])\n");
  expectFormat("network N {\nlet z = x +\ny\n|> f\n|> g as h\n}",
               "network N {\n  let z = x +\n      y\n    |> f\n"
               "    |> g as h\n}\n");
  expectFormat("data d {\ntrain: { x: 1,\ny: 2 }\n}",
               "data d {\n  train: { x: 1,\n           y: 2 }\n}\n");
}

TEST(Format, KeepsComments) {
  expectFormat(R"(
# top


# second
network N { # opening
# before
let z = x # on x
# between
|> f( # in brackets
1)

# last

}
# end)",
               R"(# top

# second
network N {                                    # opening
  # before
  let z = x                                    # on x
    # between
    |> f(                                      # in brackets
      1)

  # last
}
# end
)");
}

TEST(Format, DropsSuperfluousCommas) {
  expectFormat("train { a: 1, }", "train { a: 1 }\n");
  expectFormat("train {\n a: 1,\n b: 2,\n}", "train {\n  a: 1\n  b: 2\n}\n");
}

TEST(Format, BreaksLongPipes) {
  std::string stage = "|> Dense(128, relu, init: kaiming_normal)";
  expectFormat("network N {\n  let z = x " + stage + " " + stage + " " + stage +
                   " # why\n}\n",
               "network N {\n  let z = x\n    " + stage + "\n    " + stage +
                   "\n    " + stage + "  # why\n}\n");
}

TEST(Format, WindowsLineEndsBecomeNewlines) {
  expectFormat("const A = 1 # a\r\n\r\nconst B = 2\r\n",
               "const A = 1                                    # a\n\n"
               "const B = 2\n");
}

/// The characters that are not white space, in order.
static std::string ink(llvm::StringRef text) {
  std::string result;
  for (char c : text)
    if (!isspace(static_cast<unsigned char>(c)))
      result += c;
  return result;
}

TEST(Format, ExamplesSurvive) {
  unsigned files = 0;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(PLEXUS_EXAMPLES_DIR, error), end;
       it != end && !error; it.increment(error)) {
    if (llvm::sys::path::extension(it->path()) != ".plx")
      continue;
    auto buffer = llvm::MemoryBuffer::getFile(it->path());
    ASSERT_TRUE(bool(buffer)) << it->path();
    ++files;
    Parsed parsed((*buffer)->getBuffer());
    ASSERT_EQ(parsed.errors(), "") << it->path();
    std::string formatted = parsed.formatted();
    Parsed again(formatted);
    EXPECT_EQ(again.tree(), parsed.tree()) << it->path();
    EXPECT_EQ(again.formatted(), formatted) << it->path();
    EXPECT_EQ(ink(formatted), ink((*buffer)->getBuffer())) << it->path();
  }
  EXPECT_GT(files, 0u);
}
