//===- Checkpoint.cpp - a training in a file ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/Checkpoint.h"

#include "math/Fnv1a.h"
#include "runtime/host/AtomicFile.h"
#include "runtime/host/CheckpointState.h"
#include "runtime/host/Errors.h"
#include "runtime/host/Safetensors.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plexus::host {

using nlohmann::json;

static constexpr const char *hashName = "checkpoint:hash";

//===----------------------------------------------------------------------===//
// The tensors of a checkpoint
//===----------------------------------------------------------------------===//

/// Calls `visit` with name, shape and place of every tensor but the hash.
static void forEachTensor(
    Session &session, const TrainState &state,
    const std::function<void(const std::string &name,
                             std::vector<uint64_t> shape, std::byte *place,
                             uint64_t elements)> &visit) {
  const plx_model &model = session.model;
  for (const plx_parameter &p : parameters(model)) {
    auto shape = shapeOf(p);
    visit(p.name, {shape.begin(), shape.end()},
          session.parameters().data() + p.offset, p.elements);
  }
  for (uint32_t i = 0; i < model.state_count; ++i) {
    const plx_state &s = model.states[i];
    visit(std::string("state:") + s.name, {s.elements},
          session.states().data() + s.offset, s.elements);
  }
  if (state.bestEpoch)
    for (const plx_parameter &p : parameters(model)) {
      auto shape = shapeOf(p);
      auto *best = const_cast<std::byte *>(state.bestParameters.data());
      visit(std::string("best:") + p.name, {shape.begin(), shape.end()},
            best + p.offset, p.elements);
    }
}

static uint64_t hashOf(std::span<const uint8_t> bytes) {
  return math::fnv1a64(bytes.data(), bytes.size());
}

static Bytes encode(Session &session, const TrainState &state,
                    const std::string &text) {
  const char *dtype = dtypeName(plx_type(session.model.element_type));
  std::vector<TensorView> tensors;
  forEachTensor(session, state,
                [&](const std::string &name, std::vector<uint64_t> shape,
                    std::byte *place, uint64_t elements) {
                  tensors.push_back(
                      {name,
                       dtype,
                       std::move(shape),
                       {reinterpret_cast<const uint8_t *>(place),
                        elements * elementSize(session.model.element_type)}});
                });
  uint64_t hash = 0;
  tensors.push_back({hashName,
                     "U64",
                     {1},
                     {reinterpret_cast<uint8_t *>(&hash), sizeof(hash)}});
  Bytes bytes = encodeSafetensors(
      tensors, {{"network", session.model.name}, {checkpointKey, text}});
  size_t end = bytes.size() - sizeof(hash);
  hash = hashOf(std::span(bytes).first(end));
  std::memcpy(bytes.data() + end, &hash, sizeof(hash));
  return bytes;
}

static void checkHash(const SafetensorsFile &file) {
  uint64_t hash;
  std::span<const uint8_t> bytes = file.content();
  bool hasHash = !file.tensors().empty() &&
                 file.tensors().back().name == hashName &&
                 file.tensors().back().bytes.size() == sizeof(hash);
  if (!hasHash || !file.metadata().contains(checkpointKey))
    throw Error(Status::BadData, file.path(), "is not a checkpoint");
  size_t end = bytes.size() - sizeof(hash);
  std::memcpy(&hash, bytes.data() + end, sizeof(hash));
  if (hash != hashOf(bytes.first(end)))
    throw Error(Status::BadData, file.path(),
                "is damaged: its hash is not that of its contents");
}

/// Copies the tensors to where they were. They are as many and as large as the
/// network's: their names are looked at first.
static void restoreTensors(const SafetensorsFile &file, Session &session,
                           TrainState &state) {
  std::vector<std::pair<const TensorView *, std::byte *>> pairs;
  forEachTensor(
      session, state,
      [&](const std::string &name, std::vector<uint64_t> shape,
          std::byte *place, uint64_t) {
        const TensorView *tensor = file.find(name);
        if (!tensor || tensor->shape != shape ||
            tensor->dtype != dtypeName(plx_type(session.model.element_type)))
          throw Error(Status::BadData, file.path(),
                      "has no tensor `" + name + "` of the network's shape");
        pairs.emplace_back(tensor, place);
      });
  if (pairs.size() + 1 != file.tensors().size())
    throw Error(Status::BadData, file.path(),
                "has tensors that the network does not know");
  for (auto [tensor, place] : pairs)
    std::memcpy(place, tensor->bytes.data(), tensor->bytes.size());
}

//===----------------------------------------------------------------------===//
// The course
//===----------------------------------------------------------------------===//

std::string fingerprint(const Rows &train, const Rows &validation) {
  uint64_t hash = hashOf({});
  auto add = [&](const void *bytes, uint64_t count) {
    hash =
        math::fnv1a64(static_cast<const unsigned char *>(bytes), count, hash);
  };
  for (const Rows *rows : {&train, &validation}) {
    add(&rows->count, sizeof(rows->count));
    for (const Array &array : rows->values)
      if (rows->count)
        add(array.row(0), array.rows() * array.rowBytes());
  }
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016llx",
                static_cast<unsigned long long>(hash));
  return digits;
}

/// Fails with the first key in which the courses differ.
static void compareCourses(const std::string &path, const Course &own,
                           const json &saved) {
  const json now = json::parse(own.dump());
  for (const json *each : {&now, &saved})
    for (const auto &[key, value] : each->items()) {
      auto before = saved.find(key), after = now.find(key);
      if (before != saved.end() && after != now.end() && *before == *after)
        continue;
      auto text = [](const json &course, const json::const_iterator &entry) {
        return entry == course.end() ? "nothing" : shown(entry->dump(), 80);
      };
      bool isPrint = key == "network" || key == "rows";
      throw Error(Status::BadData, path,
                  "is of a training with " +
                      (isPrint
                           ? "another " + key
                           : "another `" + key + "`: " + text(saved, before) +
                                 " there, " + text(now, after) + " here"));
    }
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

static std::string previousOf(const std::string &path) {
  return path + ".previous";
}

/// Opens and locks a file that is there as long as somebody holds it.
static int takeLock(const std::string &lockPath, const std::string &path) {
  while (true) {
    int descriptor = ::open(lockPath.c_str(),
                            O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
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
        named.st_dev == opened.st_dev)
      return descriptor;
    ::close(descriptor);
  }
}

CheckpointFile::CheckpointFile(std::string given, Course course)
    : course(std::move(course)) {
  int error = 0;
  path = followLinks(given, error); // where it and its lock really are
  if (given.empty() || given.find('\0') != std::string::npos || error)
    throw Error(Status::CannotCreate, given, "is not the name of a file");
  lockPath = path + ".lock";
  lock = takeLock(lockPath, path);
  ending.watch(lockPath.c_str());
}

CheckpointFile::~CheckpointFile() {
  // Removed while it is locked: who opened it already sees that it is gone.
  ::unlink(lockPath.c_str());
  ::close(lock);
}

void CheckpointFile::save(Session &session, const TrainState &state,
                          const std::string &history) {
  json document;
  document["version"] = 1;
  document["course"] = json::parse(course.dump());
  document["state"] = toJson(state);
  document["history"] = history;
  AtomicFile file(path);
  file.write(encode(session, state, document.dump()));
  file.commit(previousOf(path));
}

/// Reports have a number for each result, or none.
static void checkReports(const std::string &path, const plx_model &model,
                         const TrainState &state) {
  for (const EpochReport *report :
       {&state.last, state.bestEpoch ? &*state.bestEpoch : &state.last})
    for (const auto *values : {&report->train, &report->validation})
      if (!values->empty() && values->size() != model.result_count)
        throw Error(Status::BadData, path,
                    "has results that the network does not have");
}

std::string restoreCheckpoint(const SafetensorsFile &file, const Course &course,
                              Session &session, TrainState &state) {
  const std::string &path = file.path();
  checkHash(file);
  try {
    json document = json::parse(file.metadata().at(checkpointKey));
    if (document.at("version") != 1)
      throw Error(Status::BadData, path,
                  "was written by another version of Plexus");
    compareCourses(path, course, document.at("course"));
    fromJson(document.at("state"), state);
    checkReports(path, session.model, state);
    if (state.bestEpoch && !state.bestParameters.data())
      state.bestParameters =
          Arena(session.model.parameter_bytes, "the best parameters");
    restoreTensors(file, session, state);
    return document.at("history").get<std::string>();
  } catch (const json::exception &) {
    throw Error(Status::BadData, path, "is no checkpoint of this version");
  }
}

/// Whether the checkpoint before the last one is whole.
static bool isWhole(const std::string &path) {
  try {
    checkHash(SafetensorsFile::read(path));
    return true;
  } catch (const Error &) {
    return false;
  }
}

std::string CheckpointFile::load(Session &session, TrainState &state) const {
  try {
    return restoreCheckpoint(SafetensorsFile::read(path), course, session,
                             state);
  } catch (const Error &error) {
    bool isLost = error.status == Status::NoInput ||
                  (error.status == Status::BadData && !isWhole(path));
    std::string previous = previousOf(path);
    if (!isLost || !isWhole(previous))
      throw;
    throw Error(error.status, error.place,
                error.reason +
                    "; the checkpoint before it is whole: to go on "
                    "from there, rename `" +
                    shown(previous) + "` to `" + shown(path) + "`");
  }
}

} // namespace plexus::host
