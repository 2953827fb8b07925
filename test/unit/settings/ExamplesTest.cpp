//===- ExamplesTest.cpp - the records of the examples ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "Loaded.h"
#include "compiler/program/ProgramJson.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace plexus;
using namespace plexus::frontend;

static std::string pathOf(const std::string &name) {
  return std::string(PLEXUS_EXAMPLES_DIR) + "/" + name;
}

/// What reading an example's records says, in one line each, and its JSON.
static std::pair<std::string, std::string>
readExample(const std::string &path) {
  llvm::SourceMgr sources;
  DiagnosticEngine engine(sources);
  std::string messages;
  engine.setHandler([&](const Diagnostic &diagnostic) {
    messages += diagnostic.text + "\n";
  });
  unsigned id = sources.AddNewSourceBuffer(
      std::move(*llvm::MemoryBuffer::getFile(path)), {});
  Program program = loadProgram(id, engine);
  if (engine.hasErrors())
    return {messages, ""};
  auto settings =
      readSettings(program, namesOf(*program.network), words, "", engine);
  return {messages, settings ? programJson(*settings) : ""};
}

TEST(Examples, AreAllAccepted) {
  std::error_code error;
  unsigned count = 0;
  for (llvm::sys::fs::directory_iterator file(PLEXUS_EXAMPLES_DIR, error), end;
       file != end && !error; file.increment(error)) {
    if (llvm::sys::path::extension(file->path()) != ".plx")
      continue;
    auto [messages, json] = readExample(file->path());
    EXPECT_EQ(messages, "") << file->path();
    EXPECT_NE(json, "") << file->path();
    ++count;
  }
  EXPECT_GE(count, 4u);
}

TEST(Examples, DigitsAsJson) {
  EXPECT_EQ(
      readExample(pathOf("digits.plx")).second,
      R"({"data":{"train":{"x":{"kind":"op","op":"/","left":{"kind":"csv",)"
      R"("file":"digits.csv.gz","columns":[0,64],"skip":0,"delimiter":","},)"
      R"("right":16},"y":{"kind":"csv","file":"digits.csv.gz",)"
      R"("columns":[64,65],"skip":0,"delimiter":","}},)"
      R"("split":{"validation":{"fraction":0.15},"test":{"fraction":0.15},)"
      R"("stratify":"y","seed":7}},"train":{"epochs":60,"steps":null,)"
      R"("batch":32,"seed":42,"learning_rate":0.002,"optimizer":{)"
      R"("name":"adamw","beta1":0.9,"beta2":0.999,"eps":1e-08,)"
      R"("weight_decay":1e-04},"clip":{"name":"global_norm","limit":1},)"
      R"("schedule":{)"
      R"("name":"cosine","min_lr":1e-05,"warmup":{"epochs":2}},"stop":[{)"
      R"("name":"early","metric":"val_loss","mode":"min","patience":{"epochs":8},)"
      R"("restore":"best"}]}})");
}
