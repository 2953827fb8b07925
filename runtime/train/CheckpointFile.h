//===- CheckpointFile.h - the checkpoints of one training -----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_TRAIN_CHECKPOINTFILE_H
#define PLEXUS_RUNTIME_TRAIN_CHECKPOINTFILE_H

#include "runtime/files/OutOfMemory.h"
#include "runtime/train/Checkpoint.h"
#include "runtime/train/Schedule.h"

#include <string>

namespace plexus::host {

/// The names of a checkpoint: where it really is if it was named by a link, and
/// beside it the one before it and what is there while a training runs.
struct CheckpointPaths {
  explicit CheckpointPaths(const std::string &given);
  std::string last, previous, lock;
};

/// The checkpoints of one training. As long as this lives no other program has
/// one of the same name: Busy (75).
class CheckpointFile {
public:
  CheckpointFile(const std::string &path, Course course);
  ~CheckpointFile();
  CheckpointFile(const CheckpointFile &) = delete;
  CheckpointFile &operator=(const CheckpointFile &) = delete;

  /// Writes a whole new file, durably; the one before it stays as
  /// `PATH.previous`. At every instant one of the two names leads to a whole
  /// checkpoint, once there was one.
  void save(Session &session, const TrainState &state,
            const std::string &history);

  /// Restores the last one, for a training of length `horizon`, as
  /// `restoreCheckpoint` does. NoInput (66) if there is no checkpoint. Errors
  /// say when the one before it could be taken instead.
  std::string load(Session &session, TrainState &state,
                   const Horizon &horizon) const;

private:
  CheckpointPaths paths;
  Course course;
  RemovedAtTheEnd ending;
  int lock = -1;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_TRAIN_CHECKPOINTFILE_H
