//===- SettingsRecord.cpp - the entries of a record by key ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/program/SettingsRecord.h"

#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using namespace plexus::ast;
using namespace plexus::frontend;
using diag::Id;
using llvm::SMRange;
using llvm::StringRef;

RecordFields::RecordFields(const Program &program, RecordKind kind,
                           StringRef name, Declared<RecordDecl> record,
                           Checker &checker)
    : kind(kind), checker(checker), recordTitle(spelling(kind)) {
  if (!name.empty())
    recordTitle += " " + name.str();
  // The last `--set` of a key counts, so the last is read first.
  for (const Override &override : llvm::reverse(program.overrides))
    if (override.record == kind && override.name == name)
      add(override.entry(), "", {&program.main().constants, true});
  for (const Field &field : fields)
    overridden.push_back(field.path);
  if (!record)
    return;
  recordRange = record.decl->keyword;
  for (const Entry &entry : record.decl->record.entries)
    add(entry, "", {&record.home->constants, false});
}

const Field *RecordFields::find(StringRef path) const {
  auto field = llvm::find_if(
      fields, [&](const Field &field) { return field.path == path; });
  return field == fields.end() ? nullptr : &*field;
}

/// Whether the path names a section: `train` where the keys are `train.x`.
static bool isSection(RecordKind kind, StringRef path) {
  return findKey(kind, (path + ".any").str()) != nullptr;
}

void RecordFields::add(const Entry &entry, const std::string &prefix,
                       Origin origin) {
  std::string path = prefix;
  for (const Name &name : entry.path)
    path += (path.empty() ? "" : ".") + name.text.str();
  SMRange keyRange(entry.path.front().range.Start, entry.path.back().range.End);
  const Key *key = findKey(kind, path);
  const Record *record = entry.record();
  if (record && !key && isSection(kind, path) && !record->entries.empty()) {
    for (const Entry &inner : record->entries)
      add(inner, path, origin);
    return;
  }
  if (isSection(kind, path)) {
    checker.engine.report(entry.range, Id::settings_bad_value, path,
                          "a record of sources, such as `{ x: …, y: … }`",
                          record ? "an empty record" : "an expression");
    return;
  }
  if (!key)
    return reportUnknown(path, keyRange);
  if (record) {
    checker.engine.report(record->range, Id::settings_bad_value, path,
                          expectation(key->kind), "a record");
    return;
  }
  addField({key, path, entry.expr(), keyRange, origin.environment},
           origin.isOverride);
}

/// `epochs` and `steps` say the same thing in two ways.
static StringRef rival(StringRef path) {
  if (path == "epochs")
    return "steps";
  return path == "steps" ? "epochs" : "";
}

bool RecordFields::isOverridden(StringRef path) const {
  return llvm::any_of(overridden, [&](StringRef other) {
    return other == path || (kind == RecordKind::Train && other == rival(path));
  });
}

void RecordFields::addField(Field field, bool isOverride) {
  if (isOverridden(field.path))
    return;
  if (const Field *first = find(field.path)) {
    if (!isOverride)
      checker.engine.report(field.keyRange, Id::settings_duplicate, field.path)
          .note(first->keyRange, Id::settings_first_here, field.path);
    return;
  }
  fields.push_back(std::move(field));
  if (!fields.back().key->isBuilt)
    checkLater(fields.back());
}

/// Nobody reads the value of a key that is not built, but it has a type.
void RecordFields::checkLater(const Field &field) {
  checker.requireBuilt(false, field.path, field.keyRange);
  if (auto value = evaluate(*field.expr, *field.environment, checker.engine))
    checker.check(field.path, field.key->kind, *value);
}

void RecordFields::reportUnknown(StringRef path, SMRange range) {
  checker.engine.report(range, Id::settings_unknown_key, recordTitle, path,
                        guessKey(kind, path), listKeys(kind));
}
