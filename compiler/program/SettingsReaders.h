//===- SettingsReaders.h - one reader a record ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A reader reports what is wrong and returns what could be read; the caller
// asks the engine whether there were errors.
//
//===----------------------------------------------------------------------===//

#ifndef PLEXUS_COMPILER_PROGRAM_SETTINGSREADERS_H
#define PLEXUS_COMPILER_PROGRAM_SETTINGSREADERS_H

#include "compiler/program/SettingsRecord.h"
#include "compiler/support/Diagnostics.h"

namespace plexus::frontend {

/// Reads `train`. Result names are checked but for their rows: see
/// checkValidation.
TrainSettings readTrain(const RecordFields &fields, const NetworkNames &network,
                        Checker &checker);

/// Reports rules that watch validation rows where `data` has none.
void checkValidation(const RecordFields &fields, const TrainSettings &train,
                     const DataSettings *data, Checker &checker);

/// Reads a `data` record. Its names are checked against the network if it is
/// the one that is used; `network` is null otherwise.
DataSettings readData(const RecordFields &fields, llvm::StringRef name,
                      const NetworkNames *network, Checker &checker);

/// A source of an input or target; empty after a diagnostic.
std::optional<DataSource> readSource(llvm::StringRef name,
                                     const ast::Expr &expr,
                                     const Environment &environment,
                                     Checker &checker);

/// Reads `load` and `freeze` of `weights`.
void readWeights(const RecordFields &fields, Settings &settings,
                 Checker &checker);

/// Reads a `build`, all but the capacity.
void readBuild(const RecordFields &fields, Settings &settings,
               Checker &checker);

/// The checked value of a key that takes no form; empty if it is absent or
/// after a diagnostic.
std::optional<ConstantValue> readValue(const RecordFields &fields,
                                       llvm::StringRef path, Checker &checker);
/// The checked form of a key; the same.
std::optional<FormUse> readForm(const RecordFields &fields,
                                llvm::StringRef path, Checker &checker);
/// The checked forms of a key that takes one or a list of them.
std::vector<FormUse> readForms(const RecordFields &fields, llvm::StringRef path,
                               Checker &checker);

/// Reports that the network lacks a name, with a guess among `names`.
void reportUnknownName(const ConstantValue &word, diag::Id unknown,
                       llvm::ArrayRef<llvm::StringRef> names,
                       DiagnosticEngine &engine);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_SETTINGSREADERS_H
