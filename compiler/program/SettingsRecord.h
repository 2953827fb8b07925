//===- SettingsRecord.h - the entries of a record by key ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_SETTINGSRECORD_H
#define PLEXUS_COMPILER_PROGRAM_SETTINGSRECORD_H

#include "compiler/program/Modules.h"
#include "compiler/program/SettingsCheck.h"

namespace plexus::frontend {

/// An entry whose key exists.
struct Field {
  const Key *key;
  std::string path; // `train.x` for `train: { x: … }` and for `train.x: …`
  const ast::Expr *expr;
  llvm::SMRange keyRange;
  const Environment *environment;

  /// The last name of the path.
  llvm::StringRef name() const {
    return llvm::StringRef(path).rsplit('.').second.empty()
               ? llvm::StringRef(path)
               : llvm::StringRef(path).rsplit('.').second;
  }
};

/// The entries of one record, those of `--set` in the place of the file's.
class RecordFields {
public:
  /// Reports unknown and duplicate keys and keys that are not built. The record
  /// may be null: then only `--set` gives entries.
  RecordFields(const Program &program, ast::RecordKind kind,
               llvm::StringRef name, Declared<ast::RecordDecl> record,
               Checker &checker);

  llvm::ArrayRef<Field> all() const { return fields; }
  const Field *find(llvm::StringRef path) const;
  /// Where the record stands; invalid if it is null.
  llvm::SMRange range() const { return recordRange; }
  /// "`build mcu`" without the quotes.
  llvm::StringRef title() const { return recordTitle; }

private:
  struct Origin {
    const Environment *environment;
    bool isOverride;
  };

  void add(const ast::Entry &entry, const std::string &prefix, Origin origin);
  void addField(Field field, bool isOverride);
  void checkLater(const Field &field);
  bool isOverridden(llvm::StringRef path) const;
  void reportUnknown(llvm::StringRef path, llvm::SMRange range);

  ast::RecordKind kind;
  Checker &checker;
  llvm::SMRange recordRange;
  std::string recordTitle;
  std::vector<Field> fields;
  std::vector<std::string> overridden;
};

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_SETTINGSRECORD_H
