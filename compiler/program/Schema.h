//===- Schema.h - the keys and words of records ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Records are closed: what may stand in them is in three tables, a row a key, a
// row a word (`cosine`, `early`, `csv`) with what it takes, and a row for what
// is often written in the wrong place. Optimizers are rows of the dialect and
// come from outside.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_PROGRAM_SCHEMA_H
#define PLEXUS_COMPILER_PROGRAM_SCHEMA_H

#include "compiler/support/Template.h"
#include "compiler/syntax/AST.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

namespace plexus::frontend {

/// What a key or an argument takes. The last group are words with or without
/// arguments, the forms.
enum class ValueKind {
  Count,       // 1 .. 2^31-1
  Whole,       // 0 .. 2^31-1
  Seed,        // 0 .. 2^63-1
  Real,        // any number
  Positive,    // above 0
  NonNegative, // 0 or above
  BelowOne,    // 0 to below 1
  Length,      // `2 epochs`, `500 steps`
  Time,        // `10 s`, `500 ms`
  Bytes,       // `32KiB`
  Part,        // `15%` or a number of rows
  File,        // a string that is not empty
  Delimiter,   // a string of one byte
  Patterns,    // a string or a list of strings
  Renames,     // a list of pairs of patterns
  Columns,     // `64` or `0..64`
  Flag,        // `true` or `false`
  Counts,      // a Count or a list of them
  Rows,        // `[[0, 1], [1, 0]]`
  DataName,    // the name of a `data` record
  ResultName,  // `val_loss`, `accuracy`
  TargetName,  // a target with classes
  Anything,    // of a key or word that is not built yet

  Source,
  Split,
  Optimizer,
  Schedule,
  Clip,
  Stop,
  Restore,
  Mode,
  Checkpoint,
  Load,
  Precision,
  Switch,
  Device,
  Math,
};

/// A default: empty means required, noDefault that it may be absent.
inline constexpr llvm::StringLiteral noDefault = "none";

/// One key of a record. `train.*` stands for all names in `train: { … }`.
struct Key {
  ast::RecordKind record;
  llvm::StringLiteral name;
  ValueKind kind;
  llvm::StringLiteral fallback;
  bool isBuilt;
  llvm::StringLiteral doc;
};

/// One argument of a form; arguments are positional in order, or named.
struct Parameter {
  llvm::StringRef name;
  ValueKind kind;
  llvm::StringRef fallback;

  bool isRequired() const { return fallback.empty(); }
};

/// A word that a key or an argument takes.
struct Form {
  ValueKind family;
  llvm::StringRef word;
  llvm::ArrayRef<Parameter> parameters;
  bool isBuilt;
  llvm::StringRef doc;
};

llvm::ArrayRef<Key> keys();
/// All forms but the optimizers that are built.
llvm::ArrayRef<Form> forms();

/// The row of a dotted path in a record of this kind, or null.
const Key *findKey(ast::RecordKind record, llvm::StringRef path);
/// What was probably meant by a key that does not exist: a key, or more, such
/// as `optimizer: adam(lr: …)`, which is nothing to write in the key's place.
diag::Guess guessKey(ast::RecordKind record, llvm::StringRef path);
/// "`data`, `epochs`, …", without the keys that are not built.
std::string listKeys(ast::RecordKind record);

/// What a kind takes, for messages: "a length such as `2 epochs`".
llvm::StringRef expectation(ValueKind kind);
/// "schedule", "stop rule"; for forms only.
llvm::StringRef familyName(ValueKind kind);

/// "`a`, `b` and `c`"
std::string quotedList(llvm::ArrayRef<llvm::StringRef> names);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_SCHEMA_H
