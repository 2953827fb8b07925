//===- Modules.cpp - a file, what it imports, and what their names mean ---===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/Modules.h"

#include "compiler/program/ModulesConsts.h"
#include "compiler/support/Diagnostics.h"
#include "compiler/syntax/Parser.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
frontend::readSourceFile(StringRef path) {
  llvm::sys::fs::file_status status;
  if (std::error_code error = llvm::sys::fs::status(path, status))
    return error;
  if (status.type() == llvm::sys::fs::file_type::directory_file)
    return std::make_error_code(std::errc::is_a_directory);
  if (status.type() != llvm::sys::fs::file_type::regular_file)
    return std::make_error_code(std::errc::invalid_argument);
  if (status.getSize() > maxFileSize)
    return std::make_error_code(std::errc::file_too_large);
  return llvm::MemoryBuffer::getFile(path);
}

namespace {

/// Loads modules depth first; a module is complete when load returns.
class Loader {
public:
  Loader(Program &program, DiagnosticEngine &engine, const FileReader &reader)
      : program(program), engine(engine), reader(reader) {}

  /// Null after an error that leaves names out.
  Module *load(unsigned buffer, StringRef path) {
    program.modules.push_back(std::make_unique<Module>());
    Module &module = *program.modules.back();
    module.path = path.str();
    std::string key = identity(path);
    open.push_back(&module);
    loaded[key] = &module;
    bool isWhole = true;
    unsigned errorsBefore = engine.errorCount();
    module.file = parseFile(engine.sources(), buffer, engine);
    for (const DeclPtr &decl : module.file->decls)
      if (const auto *import = llvm::dyn_cast<ImportDecl>(decl.get()))
        isWhole &= importFile(module, *import);
    declare(module);
    isWhole &= engine.errorCount() == errorsBefore;
    // Goes no further: each use of a missing name would be reported.
    if (isWhole)
      evaluateConsts(module, engine);
    isWhole &= engine.errorCount() == errorsBefore;
    open.pop_back();
    if (!isWhole)
      loaded[key] = nullptr;
    return isWhole ? &module : nullptr;
  }

private:
  static constexpr size_t maxFiles = 256;

  /// The same text for every way to write the path of a file.
  static std::string identity(StringRef path) {
    llvm::SmallString<128> real;
    if (!llvm::sys::fs::real_path(path, real))
      return real.str().str();
    real = path;
    llvm::sys::path::remove_dots(real, /*remove_dot_dot=*/true);
    return real.str().str();
  }

  /// False if names are missing, which has been reported.
  bool importFile(Module &module, const ImportDecl &import) {
    llvm::SmallString<128> path;
    if (!llvm::sys::path::is_absolute(import.path))
      path = llvm::sys::path::parent_path(module.path);
    llvm::sys::path::append(path, import.path);
    const Module *source = findOrLoad(path, import);
    if (!source)
      return false;
    if (!import.hasNames) {
      for (const auto &[name, range] : source->declared)
        if (isImportable(*source, name))
          importName(module, *source, name, import.pathRange);
      return true;
    }
    for (const Name &name : import.names) {
      if (isImportable(*source, name.text))
        importName(module, *source, name.text, name.range);
      else
        reportUnknown(import, *source, name);
    }
    return true;
  }

  const Module *findOrLoad(StringRef path, const ImportDecl &import) {
    auto known = loaded.find(identity(path));
    if (known != loaded.end()) {
      auto from = llvm::find(open, known->second);
      if (from == open.end())
        return known->second;
      reportCycle(import, llvm::ArrayRef(open).drop_front(from - open.begin()));
      return nullptr;
    }
    if (program.modules.size() == maxFiles) {
      engine.report(import.pathRange, Id::import_too_many, maxFiles - 1);
      return nullptr;
    }
    auto buffer = reader(path);
    if (!buffer) {
      engine.report(import.pathRange, Id::import_unreadable, path,
                    StringRef(buffer.getError().message()).lower());
      return nullptr;
    }
    unsigned id = engine.sources().AddNewSourceBuffer(std::move(*buffer), {});
    return load(id, path);
  }

  void reportCycle(const ImportDecl &import,
                   llvm::ArrayRef<const Module *> cycle) {
    std::string through;
    for (const Module *module : cycle.drop_front())
      through += (through.empty() ? "`" : ", `") + module->path + "`";
    if (through.empty())
      through = "this line";
    engine.report(import.pathRange, Id::import_cycle, cycle.front()->path,
                  through);
  }

  static bool isImportable(const Module &source, StringRef name) {
    std::string_view key = name;
    return source.blocks.count(key) || source.data.count(key) ||
           source.constants.lookup(name);
  }

  void reportUnknown(const ImportDecl &import, const Module &source,
                     const Name &name) {
    llvm::SmallVector<StringRef> names;
    for (const auto &[declared, range] : source.declared)
      if (isImportable(source, declared))
        names.push_back(declared);
    engine.report(name.range, Id::import_unknown_name, import.path, name.text,
                  diag::guess(name.text, names));
  }

  void importName(Module &module, const Module &source, StringRef name,
                  SMRange range) {
    std::string key = name.str();
    SMRange origin = source.declared.find(key)->second;
    auto [known, isNew] = module.declared.try_emplace(key, origin);
    // The same declaration may come by several ways.
    if (!isNew && known->second.Start != origin.Start)
      return reportTwice(name, range, known->second);
    if (auto block = source.blocks.find(key); block != source.blocks.end())
      module.blocks.insert(*block);
    if (auto data = source.data.find(key); data != source.data.end())
      module.data.insert(*data);
    if (const ConstantValue *value = source.constants.lookup(name))
      module.constants.bind(name, *value);
  }

  void reportTwice(const llvm::Twine &what, SMRange range, SMRange first) {
    engine.report(range, Id::decl_duplicate, what.str())
        .note(first, Id::decl_first_here, what.str());
  }

  /// Enters the names that a module declares itself.
  void declare(Module &module) {
    for (const DeclPtr &decl : module.file->decls) {
      if (const auto *constant = llvm::dyn_cast<ConstDecl>(decl.get()))
        isNew(module, constant->name);
      if (const auto *network = llvm::dyn_cast<NetworkDecl>(decl.get()))
        isNew(module, network->name);
      if (const auto *block = llvm::dyn_cast<BlockDecl>(decl.get()))
        if (isNew(module, block->name))
          module.blocks.insert({block->name.text.str(), {block, &module}});
      const auto *record = llvm::dyn_cast<RecordDecl>(decl.get());
      if (!record || record->recordKind != RecordKind::Data)
        continue;
      if (!record->name)
        engine.report(record->keyword, Id::data_without_name);
      else if (isNew(module, record->name))
        module.data.insert({record->name.text.str(), {record, &module}});
    }
  }

  bool isNew(Module &module, const Name &name) {
    auto [known, isNew] =
        module.declared.try_emplace(name.text.str(), name.range);
    if (!isNew)
      reportTwice(name.text, name.range, known->second);
    return isNew;
  }

  Program &program;
  DiagnosticEngine &engine;
  const FileReader &reader;
  /// By identity; null for a module with errors.
  std::map<std::string, const Module *> loaded;
  std::vector<const Module *> open; // each imports the next
};

/// What only the main file gives: the network, and how it is trained and built.
class MainRecords {
public:
  MainRecords(Program &program, DiagnosticEngine &engine)
      : program(program), engine(engine) {}

  void collect() {
    for (const DeclPtr &decl : program.main().file->decls) {
      if (const auto *network = llvm::dyn_cast<NetworkDecl>(decl.get()))
        addNetwork(*network);
      if (const auto *record = llvm::dyn_cast<RecordDecl>(decl.get()))
        addRecord(*record);
    }
    if (program.network || engine.hasErrors())
      return;
    unsigned buffer = program.main().file->bufferId;
    const char *begin =
        engine.sources().getMemoryBuffer(buffer)->getBufferStart();
    engine.report(llvm::SMLoc::getFromPointer(begin), Id::network_missing);
  }

private:
  void addNetwork(const NetworkDecl &network) {
    if (program.network)
      engine
          .report(network.name.range, Id::network_duplicate, network.name.text)
          .note(program.network->name.range, Id::decl_first_here,
                program.network->name.text);
    else
      program.network = &network;
  }

  void addRecord(const RecordDecl &record) {
    switch (record.recordKind) {
    case RecordKind::Data:
      return;
    case RecordKind::Train:
      return add(program.train, record);
    case RecordKind::Weights:
      return add(program.weights, record);
    case RecordKind::Build:
      return add(program.builds[record.name.text.str()], record);
    }
  }

  void add(const RecordDecl *&place, const RecordDecl &record) {
    if (record.name && record.recordKind != RecordKind::Build)
      engine.report(record.name.range, Id::record_with_name,
                    spelling(record.recordKind));
    if (place) {
      std::string name = spelling(record.recordKind).str();
      if (record.recordKind == RecordKind::Build && record.name)
        name += " " + record.name.text.str();
      engine.report(record.keyword, Id::decl_duplicate, name)
          .note(place->keyword, Id::decl_first_here, name);
      return;
    }
    place = &record;
  }

  Program &program;
  DiagnosticEngine &engine;
};

} // namespace

Program frontend::loadProgram(unsigned mainBuffer, DiagnosticEngine &engine,
                              const FileReader &reader) {
  Program program;
  StringRef path =
      engine.sources().getMemoryBuffer(mainBuffer)->getBufferIdentifier();
  Loader(program, engine, reader).load(mainBuffer, path);
  MainRecords(program, engine).collect();
  return program;
}
