//===- ModulesTest.cpp - files, imports and consts ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"

using namespace plexus;
using namespace plexus::frontend;

TEST(Modules, ImportsNamesRelativeToTheFile) {
  Files files = {{"dir/sub/a.plx",
                  "import \"b.plx\" (SIZE)\n"
                  "const DOUBLE = 2 * SIZE\n"
                  "block B(x: f32[n]) {\n  return x * DOUBLE\n}\n"
                  "data d { train: { x: npy(\"x.npy\") } }\n"
                  "network Other {\n  input x: f32[1]\n}\n"},
                 {"dir/sub/b.plx", "const SIZE = 21\nconst HIDDEN = 1\n"}};
  Loaded loaded("import \"sub/a.plx\" (DOUBLE, B, d)\n" + network, files);
  ASSERT_FALSE(loaded.engine.hasErrors()) << loaded.allMessages();
  const Program &program = loaded.program;
  EXPECT_EQ(program.main().constants.lookup("DOUBLE")->asInteger(), 42);
  EXPECT_FALSE(program.main().constants.lookup("SIZE"));
  EXPECT_EQ(program.network->name.text, "N");
  // A block is read where it was declared.
  const Module *home = program.blocks().at("B").home;
  EXPECT_EQ(home->path, "dir/sub/a.plx");
  EXPECT_TRUE(home->constants.lookup("SIZE"));
  EXPECT_EQ(program.data().at("d").home, home);
}

TEST(Modules, WithoutNamesEverythingIsImported) {
  Files files = {{"dir/a.plx", "import \"b.plx\"\nconst A = B + 1\n"},
                 {"dir/b.plx", "const B = 1\n"}};
  // B comes by two ways and is one thing.
  Loaded loaded("import \"a.plx\"\nimport \"b.plx\"\n" + network, files);
  ASSERT_FALSE(loaded.engine.hasErrors()) << loaded.allMessages();
  EXPECT_EQ(loaded.program.main().constants.lookup("A")->asInteger(), 2);
  EXPECT_EQ(loaded.program.modules.size(), 3u);
}

TEST(Modules, ConstsMayUseLaterOnes) {
  Loaded loaded("const A = B * 2\nconst B = C + 1\nconst C = 4\n" + network);
  EXPECT_EQ(loaded.program.main().constants.lookup("A")->asInteger(), 10);
}

TEST(Modules, AChainOfManyConstsIsNoRecursion) {
  std::string text;
  constexpr int length = 100000;
  for (int i = 0; i != length; ++i)
    text += "const c" + std::to_string(i) + " = c" + std::to_string(i + 1) +
            " + 1\n";
  text += "const c" + std::to_string(length) + " = 0\n" + network;
  Loaded loaded(text);
  ASSERT_FALSE(loaded.engine.hasErrors()) << loaded.allMessages();
  EXPECT_EQ(loaded.program.main().constants.lookup("c0")->asInteger(), length);
}

TEST(Modules, StringsAndListsThatDoubleAreRefused) {
  std::string strings = "const s0 = \"xxxxxxxx\"\n", lists = "const l0 = [1]\n";
  for (int i = 1; i != 40; ++i) {
    std::string last = std::to_string(i - 1), next = std::to_string(i);
    strings += "const s" + next + " = s" + last + " + s" + last + "\n";
    lists += "const l" + next + " = [l" + last + ", l" + last + "]\n";
  }
  Loaded growing(strings + network);
  EXPECT_EQ(growing.ids, std::vector{diag::Id::const_string_too_long});
  Loaded nesting(lists + network);
  EXPECT_EQ(nesting.ids, std::vector{diag::Id::const_list_too_large});
}

TEST(Modules, AFileThatIsImportedTooOftenEnds) {
  Files files;
  for (int i = 0; i != 300; ++i)
    files["dir/f" + std::to_string(i) + ".plx"] =
        "import \"f" + std::to_string(i + 1) + ".plx\"\nconst A" +
        std::to_string(i) + " = 1\n";
  Loaded loaded("import \"f0.plx\"\n" + network, files);
  EXPECT_EQ(loaded.ids, std::vector{diag::Id::import_too_many});
}

TEST(Modules, OneMistakeIsOneError) {
  Files files = {{"dir/a.plx", "const A = MISSING + 1\n"}};
  Loaded loaded("import \"a.plx\" (A)\nconst B = A\n" + network, files);
  EXPECT_EQ(loaded.ids, std::vector{diag::Id::const_undefined});
  // Nor does a const that uses a wrong one add an error.
  Loaded inOneFile("const A = [1] + 1\nconst B = A + 1\n" + network);
  EXPECT_EQ(inOneFile.ids, std::vector{diag::Id::const_bad_operands});
}

TEST(Modules, OnlyRegularFilesAreRead) {
  EXPECT_FALSE(readSourceFile("/dev/null"));
  EXPECT_FALSE(readSourceFile("/"));
  EXPECT_FALSE(readSourceFile("/there/is/no/such/file"));
}
