//===- MessagesTest.cpp - every message about networks has a test ---------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What the messages are is tested by the files of test/errors; here they are
// read once more to see which rows of Diagnostics.def they provoke.
//
//===----------------------------------------------------------------------===//

#include "compiler/import/Import.h"
#include "compiler/program/Modules.h"
#include "compiler/program/Settings.h"
#include "compiler/support/Diagnostics.h"

#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <gtest/gtest.h>
#include <set>

using namespace plexus;
using diag::Id;

/// Rows that no file of test/errors can provoke, with the reason.
static const std::set<Id> elsewhere = {
    // Their sources are made by a program: test/errors/depth.test.
    Id::net_block_depth,
    Id::net_expr_depth,
    // Every op says why it fails; this is for one that forgets to.
    Id::net_not_applicable,
};

/// The rows that the compilation of a text provokes.
static std::set<Id> provokedBy(llvm::StringRef text,
                               mlir::MLIRContext &context) {
  std::set<Id> ids;
  llvm::SourceMgr sources;
  DiagnosticEngine engine(sources);
  engine.setHandler([&](const Diagnostic &diagnostic) {
    ids.insert(diagnostic.id);
    for (const Message &note : diagnostic.notes)
      ids.insert(note.id);
  });
  unsigned buffer = sources.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBufferCopy(text, "test.plx"), {});
  frontend::Program program = frontend::loadProgram(buffer, engine);
  if (engine.hasErrors())
    return ids;
  auto settings =
      frontend::readSettings(program, frontend::namesOf(*program.network),
                             frontend::dialectWords(context), "", engine);
  if (settings)
    frontend::importNetwork(context, program, *settings, sources, engine);
  return ids;
}

TEST(ImportMessages, EveryRowHasATest) {
  mlir::MLIRContext context;
  std::set<Id> seen;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator file(PLEXUS_ERROR_TESTS, error), end;
       file != end && !error; file.increment(error)) {
    if (llvm::sys::path::extension(file->path()) != ".plx")
      continue;
    auto buffer = llvm::MemoryBuffer::getFile(file->path());
    ASSERT_TRUE(buffer) << file->path();
    llvm::SmallVector<llvm::StringRef> parts;
    (*buffer)->getBuffer().split(parts, "# -----\n");
    for (llvm::StringRef part : parts)
      seen.merge(provokedBy(part, context));
  }
  EXPECT_FALSE(error) << error.message();
  for (unsigned i = unsigned(Id::set_unknown_record) + 1; i != diag::count;
       ++i) {
    bool isProvoked = seen.count(Id(i)) != 0;
    EXPECT_NE(isProvoked, elsewhere.count(Id(i)) != 0)
        << diag::name(Id(i)).str()
        << (isProvoked ? " is in the list and has a test" : " has no test");
  }
}
