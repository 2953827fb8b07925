//===- Checkpoint.h - a training in a file --------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A checkpoint is a safetensors file: the parameters under their names, the
// states of the optimizer as `state:NAME`, the parameters of the best epoch as
// `best:NAME`, everything else as JSON in the metadata `checkpoint`, and last
// `checkpoint:hash`, FNV-1a of 64 bits of all bytes before it.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_RUNTIME_HOST_CHECKPOINT_H
#define PLEXUS_RUNTIME_HOST_CHECKPOINT_H

#include "runtime/host/Dataset.h"
#include "runtime/host/OutOfMemory.h"
#include "runtime/host/Session.h"
#include "runtime/host/TrainState.h"

#include <nlohmann/json.hpp>

#include <string>

namespace plexus::host {

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

class SafetensorsFile;

/// Puts the checkpoint in `file` back, and returns the history. Errors: BadData
/// (65) where a bit of it is wrong, where it is of another network, other data
/// or other settings, which it names.
std::string restoreCheckpoint(const SafetensorsFile &file, const Course &course,
                              Session &session, TrainState &state);

/// The checkpoints of one training. As long as this lives no other program has
/// one of the same name: Busy (75).
class CheckpointFile {
public:
  CheckpointFile(std::string path, Course course);
  ~CheckpointFile();
  CheckpointFile(const CheckpointFile &) = delete;
  CheckpointFile &operator=(const CheckpointFile &) = delete;

  /// Writes a whole new file, durably; the one before it stays as
  /// `PATH.previous`. `history` is kept with it.
  void save(Session &session, const TrainState &state,
            const std::string &history);

  /// Puts the last one back, as `restoreCheckpoint` does; NoInput (66) where
  /// there is none. Errors say when the one before it could be taken instead.
  std::string load(Session &session, TrainState &state) const;

private:
  std::string path, lockPath;
  Course course;
  RemovedAtTheEnd ending;
  int lock = -1;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_HOST_CHECKPOINT_H
