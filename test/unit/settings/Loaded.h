//===- Loaded.h - files in memory, loaded and read ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_TEST_UNIT_SETTINGS_LOADED_H
#define PLEXUS_TEST_UNIT_SETTINGS_LOADED_H

#include "compiler/program/Modules.h"
#include "compiler/program/Settings.h"
#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"

#include <gtest/gtest.h>

namespace plexus {

using Files = std::map<std::string, std::string>;

/// Words that the dialect has.
inline const frontend::DialectWords words = {
    {
        {"sgd",
         {{"lr", frontend::ValueKind::Positive, ""},
          {"momentum", frontend::ValueKind::BelowOne, "0.0"},
          {"nesterov", frontend::ValueKind::Flag, "false"},
          {"weight_decay", frontend::ValueKind::NonNegative, "0.0"}}},
        {"adam",
         {{"lr", frontend::ValueKind::Positive, ""},
          {"beta1", frontend::ValueKind::BelowOne, "0.9"},
          {"beta2", frontend::ValueKind::BelowOne, "0.999"},
          {"eps", frontend::ValueKind::Positive, "1e-8"},
          {"weight_decay", frontend::ValueKind::NonNegative, "0.0"}}},
        {"adamw",
         {{"lr", frontend::ValueKind::Positive, ""},
          {"beta1", frontend::ValueKind::BelowOne, "0.9"},
          {"beta2", frontend::ValueKind::BelowOne, "0.999"},
          {"eps", frontend::ValueKind::Positive, "1e-8"},
          {"weight_decay", frontend::ValueKind::NonNegative, "0.01"}}},
    },
    {{"mse", true},
     {"cross_entropy", true},
     {"rmse", true},
     {"accuracy", false}}};

/// A network for records to refer to.
inline const std::string network = "network N {\n"
                                   "  input x: f32[4]\n"
                                   "  target y: index(3)\n"
                                   "  target w: f32[2]\n"
                                   "  let z = x |> Dense(3)\n"
                                   "  output p = softmax(z)\n"
                                   "  loss pull = mse(z, w)\n"
                                   "  loss cross_entropy(z, y)\n"
                                   "  metric accuracy(z, y)\n"
                                   "  metric miss = rmse(z, w)\n"
                                   "  metric hits = mean(z)\n"
                                   "}\n";

/// A program in memory, its messages collected: "id: text".
struct Loaded {
  llvm::SourceMgr sources;
  DiagnosticEngine engine{sources};
  std::vector<std::string> messages;
  std::vector<diag::Id> ids;
  frontend::Program program;

  explicit Loaded(const std::string &text, const Files &imports = {}) {
    engine.setHandler([this](const Diagnostic &diagnostic) {
      add(diagnostic);
      for (const Message &note : diagnostic.notes)
        add(note);
    });
    unsigned id = sources.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy(text, "dir/main.plx"), {});
    program = frontend::loadProgram(
        id, engine,
        [&](llvm::StringRef path)
            -> llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> {
          auto file = imports.find(path.str());
          if (file == imports.end())
            return std::make_error_code(std::errc::no_such_file_or_directory);
          return llvm::MemoryBuffer::getMemBufferCopy(file->second, path);
        });
  }

  bool set(llvm::StringRef assignment) {
    return frontend::applySet(program, assignment, engine);
  }

  std::optional<frontend::Settings> settings(llvm::StringRef build = "") {
    if (engine.hasErrors())
      return std::nullopt;
    return frontend::readSettings(program, frontend::namesOf(*program.network),
                                  words, build, engine);
  }

  std::string allMessages() const { return llvm::join(messages, "\n"); }

private:
  void add(const Message &message) {
    ids.push_back(message.id);
    messages.push_back(message.text);
  }
};

} // namespace plexus

#endif // PLEXUS_TEST_UNIT_SETTINGS_LOADED_H
