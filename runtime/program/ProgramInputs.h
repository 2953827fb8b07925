//===- ProgramInputs.h - what commands begin with: weights and rows ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_PROGRAMINPUTS_H
#define PLEXUS_RUNTIME_PROGRAM_PROGRAMINPUTS_H

#include "runtime/data/Dataset.h"
#include "runtime/program/Program.h"
#include "runtime/session/Session.h"

#include <string>

namespace plexus::host {

/// "digits.safetensors", where `train` saves and other commands load.
std::string ownWeightsFile(const Program &program);

/// --seed, or the seed of `train`, or 0.
uint64_t seedOf(const Program &program, const Options &options);

/// Loads --weights, or the program's own weights file.
void loadTrained(Program &program, const Options &options, Session &session);

/// Loads --weights; without, draws initial values from `seed` and loads what
/// the `weights` record of the source says.
void loadOrInitialize(Program &program, const Options &options,
                      Session &session, uint64_t seed);

/// The data that the source names; fails (65) where it names none. What its
/// sources have to learn comes with the session's weights; where the session
/// has drawn its own it is learnt from the training rows, and stays in the
/// session.
Dataset loadProgramData(const Program &program, const Options &options,
                        Session &session);

/// Reads the data for what there is to learn from it, if there is something
/// that the session does not have.
void learnConstants(const Program &program, const Options &options,
                    Session &session);

enum class SplitName { Train, Validation, Test };

/// "train", "validation", "test"; fails (64) for another text.
SplitName splitNamed(const std::string &text);
std::string_view splitText(SplitName split);

/// The rows of a split; fails (65) where the data has no such split.
const Rows &rowsOf(const Dataset &data, SplitName split);

/// The rows of --input, targets too; without it the training rows of the
/// program's data.
Rows givenOrTrainingRows(const Program &program, const Options &options,
                         Session &session);

/// Fails (65) where so many rows of --input do not fit into one call.
void requireOneCall(const plx_model &model, uint64_t rows);

/// Reads one file for each input, and each target if they are wanted, from
/// --input NAME=FILE; what the program does to its own rows is done to those of
/// the files, except with --raw. Fails (64) for a name that is missing, unknown
/// or given twice, and (65) for files with different numbers of rows.
Rows readInputs(const Program &program, const Options &options,
                Session &session, bool withTargets);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_PROGRAMINPUTS_H
