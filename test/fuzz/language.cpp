//===- language.cpp - any text as a network -------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The text is parsed, formatted, loaded and its records are read: all that the
// front end does before there is IR.
//
//===----------------------------------------------------------------------===//
#include "compiler/program/Modules.h"
#include "compiler/program/ProgramJson.h"
#include "compiler/program/Settings.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/Format.h"
#include "compiler/syntax/Parser.h"
#include "llvm/Support/SourceMgr.h"

#include <cstdlib>

using namespace plexus;

static void require(bool holds) {
  if (!holds)
    std::abort();
}

namespace {
/// One text and what was said about it.
struct Text {
  explicit Text(llvm::StringRef text) : engine(sources) {
    buffer = sources.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy(text, "f.plx"), llvm::SMLoc());
    engine.setHandler([](const Diagnostic &diagnostic) {
      require(!diagnostic.text.empty());
      require(diagnostic.text.find('\n') == std::string::npos);
    });
  }
  llvm::SourceMgr sources;
  DiagnosticEngine engine;
  unsigned buffer;
};
} // namespace

/// The text in the one style, if it can be parsed.
static std::optional<std::string> formatted(llvm::StringRef text) {
  Text own(text);
  auto file = frontend::parseFile(own.sources, own.buffer, own.engine);
  if (own.engine.hasErrors())
    return std::nullopt;
  return frontend::format(*file, own.sources);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef text(reinterpret_cast<const char *>(data), size);
  if (auto once = formatted(text)) {
    auto twice = formatted(*once);
    require(twice.has_value() && *twice == *once);
  }
  static const frontend::DialectWords words = {
      {{"sgd",
        {{"lr", frontend::ValueKind::Positive, ""},
         {"momentum", frontend::ValueKind::BelowOne, "0.0"},
         {"nesterov", frontend::ValueKind::Flag, "false"}}},
       {"adam",
        {{"lr", frontend::ValueKind::Positive, ""},
         {"beta1", frontend::ValueKind::BelowOne, "0.9"},
         {"beta2", frontend::ValueKind::BelowOne, "0.999"},
         {"eps", frontend::ValueKind::Positive, "1e-8"}}}},
      {{"mse", true}, {"accuracy", false}}};
  Text own(text);
  frontend::Program program = frontend::loadProgram(
      own.buffer, own.engine,
      [](llvm::StringRef)
          -> llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> {
        return std::make_error_code(std::errc::no_such_file_or_directory);
      });
  if (own.engine.hasErrors() || !program.network)
    return 0;
  auto settings = frontend::readSettings(
      program, frontend::namesOf(*program.network), words, "", own.engine);
  if (settings && !own.engine.hasErrors()) {
    frontend::checkPrecision(*settings, own.engine);
    require(!frontend::programJson(*settings).empty());
  }
  return 0;
}
