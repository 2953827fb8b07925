//===- Checkpoint.h - a training as a file --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A checkpoint is a safetensors file: the parameters under their names, the
// states of the optimizer as `state:NAME`, the parameters of the best epoch as
// `best:NAME`, the history as `checkpoint:history`, everything else as JSON in
// the metadata `checkpoint` (and what weights say beside the parameters), and
// last `checkpoint:hash`, FNV-1a of 64 bits of all bytes before it. Each step
// of that hash is a bijection of what it has so far, and takes different bytes
// to different values, so no change of one byte keeps it; of random changes
// about one in 2^64 does.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_TRAIN_CHECKPOINT_H
#define PLEXUS_RUNTIME_TRAIN_CHECKPOINT_H

#include "runtime/data/Dataset.h"
#include "runtime/files/File.h"
#include "runtime/session/Session.h"
#include "runtime/train/TrainState.h"

#include <nlohmann/json.hpp>

#include <string>

namespace plexus::host {

class SafetensorsFile;

/// The metadata that marks a checkpoint; names of tensors with this in them are
/// none of parameters.
inline constexpr const char *checkpointKey = "checkpoint";
inline constexpr char checkpointMark = ':';

/// What decides the course of a training beside its state: a JSON object whose
/// keys are words of the language, and fingerprints of network and data. Going
/// on needs an equal one.
using Course = nlohmann::ordered_json;

/// 64 bits of all values of these rows, as hexadecimal digits.
std::string fingerprint(const Rows &train, const Rows &validation);

/// The bytes of a checkpoint; `history` is kept in it.
Bytes encodeCheckpoint(Session &session, const TrainState &state,
                       const Course &course, const std::string &history);

/// Fails (65) where the file is no checkpoint or a bit of it is wrong.
void requireWhole(const SafetensorsFile &file);

/// Puts the checkpoint in `file` back, and returns the history. Errors: BadData
/// (65) where a bit of it is wrong, where it is of another network, other data
/// or other settings, which it names.
std::string restoreCheckpoint(const SafetensorsFile &file, const Course &course,
                              Session &session, TrainState &state);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_CHECKPOINT_H
