//===- CheckpointFile.cpp - the checkpoints of one training ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/CheckpointFile.h"

#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plexus::host {

CheckpointPaths::CheckpointPaths(const std::string &given) {
  int error = 0;
  last = followLinks(given, error);
  if (given.empty() || given.find('\0') != std::string::npos)
    throw Error(Status::CannotCreate, given, "is not the name of a file");
  if (error)
    throw Error(Status::CannotCreate, given,
                "cannot be created: " + systemReason(error));
  if (given.ends_with(".gz") || last.ends_with(".gz"))
    throw Error(Status::CannotCreate, given,
                "ends in `.gz`, but checkpoints are not compressed");
  previous = last + ".previous";
  lock = last + ".lock";
}

/// Opens and locks a file that is there as long as somebody holds it. The
/// kernel removes the lock when its owner ends in any way.
static int takeLock(const std::string &lockPath, const std::string &path) {
  while (true) {
    int descriptor =
        ::open(lockPath.c_str(),
               O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (descriptor < 0 && errno == EINTR)
      continue;
    if (descriptor < 0)
      throw Error(Status::CannotCreate, lockPath,
                  "cannot be created: " + systemReason(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      int error = errno;
      ::close(descriptor);
      if (error == EINTR)
        continue;
      if (error == EWOULDBLOCK)
        throw Error(Status::Busy, path,
                    "is the checkpoint of another training that is running");
      throw Error(Status::InputOutput, lockPath,
                  "cannot be locked: " + systemReason(error));
    }
    // Its owner may have removed it between our opening and our lock.
    struct stat named, opened;
    if (::stat(lockPath.c_str(), &named) == 0 &&
        ::fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino &&
        named.st_dev == opened.st_dev) {
      if (S_ISREG(opened.st_mode) && opened.st_size == 0)
        return descriptor;
      ::close(descriptor);
      throw Error(Status::CannotCreate, lockPath,
                  "is in the way: a training has its lock there");
    }
    ::close(descriptor);
  }
}

CheckpointFile::CheckpointFile(const std::string &path, Course course)
    : paths(path), course(std::move(course)),
      lock(takeLock(paths.lock, paths.last)) {
  ending.watch(paths.lock.c_str());
}

CheckpointFile::~CheckpointFile() {
  // Removed while it is locked: who opened it already sees that it is gone.
  ::unlink(paths.lock.c_str());
  ::close(lock);
}

void CheckpointFile::save(Session &session, const TrainState &state,
                          const std::string &history) {
  Bytes bytes = encodeCheckpoint(session, state, course, history);
  AtomicFile file(paths.last);
  file.write(bytes);
  file.commit(paths.previous);
}

/// Whether there is a checkpoint that is as it was written.
static bool isWhole(const std::string &path) {
  try {
    requireWhole(SafetensorsFile::read(path));
    return true;
  } catch (const Error &) {
    return false;
  }
}

/// If its course does not depend on its length, a training may go on with
/// another length: its end may then be before or behind the old one.
static void fitLength(const std::string &path, TrainState &state,
                      const Horizon &horizon) {
  auto refuse = [&](const std::string &reason) {
    throw Error(Status::BadData, path, reason);
  };
  if (state.step > horizon.totalSteps)
    refuse("was written after step " + std::to_string(state.step) +
           ", and this training ends with step " +
           std::to_string(horizon.totalSteps));
  if (state.end == TrainEnd::Finished && state.step < horizon.totalSteps) {
    if (state.step % horizon.stepsPerEpoch)
      refuse("is of a training that ended inside an epoch, with step " +
             std::to_string(state.step) + ": a longer one cannot go on there");
    state.end.reset();
  }
  if (!state.end && state.position == 0 && state.step == horizon.totalSteps)
    state.end = TrainEnd::Finished;
}

std::string CheckpointFile::load(Session &session, TrainState &state,
                                 const Horizon &horizon) const {
  try {
    std::string history = restoreCheckpoint(SafetensorsFile::read(paths.last),
                                            course, session, state);
    fitLength(paths.last, state, horizon);
    return history;
  } catch (const Error &error) {
    bool isLost = error.status == Status::NoInput ||
                  (error.status == Status::BadData && !isWhole(paths.last));
    if (!isLost || !isWhole(paths.previous))
      throw;
    throw Error(error.status, error.place,
                error.reason +
                    "; the checkpoint before it is whole: to go on "
                    "from there, rename `" +
                    shown(paths.previous) + "` to `" + shown(paths.last) + "`");
  }
}

} // namespace plexus::host
