//===- ModulesOverride.cpp - `--set train.epochs=5` -----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Modules.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/Parser.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

const Entry &Override::entry() const {
  return llvm::cast<RecordDecl>(file->decls.front().get())
      ->record.entries.front();
}

static std::optional<RecordKind> recordKind(StringRef word) {
  for (RecordKind kind : {RecordKind::Data, RecordKind::Train,
                          RecordKind::Weights, RecordKind::Build})
    if (spelling(kind) == word)
      return kind;
  return std::nullopt;
}

static bool isName(StringRef text) {
  return !text.empty() && text.size() <= maxNameLength &&
         (llvm::isAlpha(text.front()) || text.front() == '_') &&
         llvm::all_of(text,
                      [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

static bool failData(const Program &program, StringRef name,
                     DiagnosticEngine &engine) {
  llvm::SmallVector<StringRef> names;
  for (const auto &[known, record] : program.data())
    names.push_back(known);
  engine.report(SMRange(), Id::settings_unknown_data, name,
                diag::guess(name, names));
  return false;
}

bool frontend::applySet(Program &program, StringRef assignment,
                        DiagnosticEngine &engine) {
  auto [key, value] = assignment.split('=');
  llvm::SmallVector<StringRef> path;
  key.trim().split(path, '.');
  bool isAssignment = assignment.contains('=') && path.size() >= 2 &&
                      llvm::all_of(path, isName);
  auto failSyntax = [&] {
    engine.report(SMRange(), Id::set_bad_syntax, assignment);
    return false;
  };
  if (!isAssignment)
    return failSyntax();
  std::optional<RecordKind> kind = recordKind(path.front());
  if (!kind) {
    engine.report(SMRange(), Id::set_unknown_record, path.front());
    return false;
  }
  size_t keyBegin = 1;
  std::string name;
  bool namesBuild = *kind == RecordKind::Build && path.size() > 2 &&
                    program.builds.count(std::string_view(path[1]));
  if (*kind == RecordKind::Data || namesBuild) {
    name = path[1].str();
    keyBegin = 2;
  }
  if (path.size() == keyBegin)
    return failSyntax();
  if (*kind == RecordKind::Data && !program.data().count(name))
    return failData(program, name, engine);

  // A newline follows the value, so that a comment at its end does not hide
  // what comes after.
  std::string text = path.front().str() + (name.empty() ? "" : " ") + name +
                     " { " + llvm::join(llvm::drop_begin(path, keyBegin), ".") +
                     ": " + value.trim().str() + "\n}\n";
  unsigned buffer = engine.sources().AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBufferCopy(text, "--set"), {});
  unsigned errorsBefore = engine.errorCount();
  std::unique_ptr<File> file = parseFile(engine.sources(), buffer, engine);
  if (engine.errorCount() != errorsBefore)
    return false;
  const auto *record =
      file->decls.size() == 1
          ? llvm::dyn_cast<RecordDecl>(file->decls.front().get())
          : nullptr;
  if (!record || record->record.entries.size() != 1)
    return failSyntax();
  program.overrides.push_back({*kind, name, std::move(file)});
  return true;
}
