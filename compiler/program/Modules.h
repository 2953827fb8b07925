//===- Modules.h - a file, what it imports, and what their names mean -----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Every file is a module with one name space for consts, blocks and data
// records, its own and those that it imports. A block or record is read in the
// module that declares it, whoever imports it.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_PROGRAM_MODULES_H
#define PLEXUS_COMPILER_PROGRAM_MODULES_H

#include "compiler/program/Constants.h"
#include "compiler/syntax/AST.h"
#include "llvm/Support/ErrorOr.h"
#include "llvm/Support/MemoryBuffer.h"

#include <functional>
#include <map>

namespace plexus::frontend {

struct Module;

/// A declaration and the module in whose scope it is read.
template <typename T> struct Declared {
  const T *decl = nullptr;
  const Module *home = nullptr;

  explicit operator bool() const { return decl != nullptr; }
};

template <typename T>
using NameMap = std::map<std::string, Declared<T>, std::less<>>;

/// One file with the names that it declares or imports.
struct Module {
  std::string path;
  std::unique_ptr<ast::File> file;
  /// The consts; the parent of the environments of its blocks.
  Environment constants;
  NameMap<ast::BlockDecl> blocks;
  NameMap<ast::RecordDecl> data;
  /// Where each name was declared or imported, for notes.
  std::map<std::string, llvm::SMRange, std::less<>> declared;
};

/// `--set train.epochs=5`: an entry that comes before those of the file.
struct Override {
  ast::RecordKind record;
  std::string name; // of the record; empty if it has none
  /// A file of its own with one record of one entry.
  std::unique_ptr<ast::File> file;

  const ast::Entry &entry() const;
};

/// Everything that one compilation reads. The main module is the first.
struct Program {
  std::vector<std::unique_ptr<Module>> modules;
  std::vector<Override> overrides;

  /// Of the main file; null only after an error.
  const ast::NetworkDecl *network = nullptr;
  /// Of the main file; null if there is none.
  const ast::RecordDecl *train = nullptr, *weights = nullptr;
  /// Of the main file, by name; the default one has an empty name.
  std::map<std::string, const ast::RecordDecl *, std::less<>> builds;

  const Module &main() const { return *modules.front(); }
  const NameMap<ast::BlockDecl> &blocks() const { return main().blocks; }
  const NameMap<ast::RecordDecl> &data() const { return main().data; }
};

/// Reads an imported file; the default one takes regular files from disk.
using FileReader =
    std::function<llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>(
        llvm::StringRef path)>;

/// Reads a regular file of at most maxFileSize bytes.
llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
readSourceFile(llvm::StringRef path);

/// Parses a buffer of `engine.sources()` and all that it imports, relative to
/// the buffer's name, and resolves names. Files import at most 255 others.
/// Always returns a program; `engine.hasErrors()` says whether it is whole.
Program loadProgram(unsigned mainBuffer, DiagnosticEngine &engine,
                    const FileReader &reader = readSourceFile);

/// Adds `train.epochs=5`, `build.mcu.threads=2` or `data.digits.split=…`: the
/// value is an expression of the language, and the entry is checked where
/// those of the file are. False after a diagnostic.
bool applySet(Program &program, llvm::StringRef assignment,
              DiagnosticEngine &engine);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_MODULES_H
