//===- SettingsCheck.h - values against the schema ------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_SETTINGSCHECK_H
#define PLEXUS_COMPILER_PROGRAM_SETTINGSCHECK_H

#include "compiler/program/Constants.h"
#include "compiler/program/Schema.h"
#include "compiler/program/Settings.h"

#include <deque>

namespace plexus::frontend {

/// A form with its arguments, each checked against the form's parameters.
struct FormUse {
  const Form *form = nullptr;
  llvm::SMRange range;
  /// One a parameter; empty where it is absent.
  std::vector<std::optional<ConstantValue>> values;

  llvm::StringRef word() const { return form->word; }
  /// The argument as written, or null.
  const ConstantValue *find(llvm::StringRef parameter) const;
  /// The number, or the default; zero if there is none.
  double number(llvm::StringRef parameter) const;
  uint64_t count(llvm::StringRef parameter) const;
  bool flag(llvm::StringRef parameter) const;
  std::string text(llvm::StringRef parameter) const;
  std::optional<Length> length(llvm::StringRef parameter) const;
};

/// Checks values against the schema. While `needsAbilities` is unset, words
/// that are not built yet are let through.
class Checker {
public:
  Checker(const DialectWords &words, DiagnosticEngine &engine);

  const DialectWords &words;
  DiagnosticEngine &engine;
  bool needsAbilities = true;

  /// True if the value is of a kind that is no form; otherwise it is reported
  /// under the name of its key or argument.
  bool check(llvm::StringRef name, ValueKind kind, const ConstantValue &value);

  /// The form that a word or a call uses. Empty after a diagnostic.
  std::optional<FormUse> use(llvm::StringRef name, ValueKind family,
                             const ConstantValue &value);
  /// The same for a word alone. Null after a diagnostic.
  const Form *find(ValueKind family, llvm::StringRef word, llvm::SMRange range);

  /// Reports that a value is not what `kind` takes; returns false.
  bool failValue(llvm::StringRef name, ValueKind kind,
                 const ConstantValue &value);
  /// Reports that a word or key is not built yet, if that matters.
  void requireBuilt(bool isBuilt, llvm::StringRef word, llvm::SMRange range);

private:
  std::optional<size_t> parameterOf(const FormUse &use,
                                    const NamedValue &argument, size_t index);
  bool bind(FormUse &use, const ConstantValue &call);

  /// Optimizers as forms; a deque keeps the parameters where they are.
  std::deque<std::vector<Parameter>> optimizerParameters;
  std::vector<Form> optimizerForms;
};

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_SETTINGSCHECK_H
