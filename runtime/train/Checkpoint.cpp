//===- Checkpoint.cpp - a training as a file ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/Checkpoint.h"

#include "math/Fnv1a.h"
#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"
#include "runtime/session/Stored.h"
#include "runtime/train/CheckpointState.h"
#include "runtime/train/Weights.h"

#include <cstring>
#include <functional>

namespace plexus::host {

using nlohmann::json;

static constexpr const char *historyName = "checkpoint:history";
static constexpr const char *hashName = "checkpoint:hash";
/// Of the training that goes on: with other sums it would come to other bits.
static constexpr int checkpointVersion = 2;

//===----------------------------------------------------------------------===//
// The tensors of a checkpoint
//===----------------------------------------------------------------------===//

/// Calls `visit` with name, shape and place of every tensor of numbers.
static void
forEachTensor(Session &session, const TrainState &state,
              const std::function<void(const std::string &name,
                                       std::vector<uint64_t> shape,
                                       const Stored &elements)> &visit) {
  const plx_model &model = session.model;
  for (const plx_parameter &p : parameters(model)) {
    auto shape = shapeOf(p);
    visit(p.name, {shape.begin(), shape.end()},
          {model, p, session.parameters().data()});
  }
  for (uint32_t i = 0; i < model.state_count; ++i) {
    const plx_state &s = model.states[i];
    visit(std::string("state:") + s.name, {s.elements},
          {model, s, session.states().data()});
  }
  if (state.bestEpoch)
    for (const plx_parameter &p : parameters(model)) {
      auto shape = shapeOf(p);
      auto *best = const_cast<std::byte *>(state.bestParameters.data());
      visit(std::string("best:") + p.name, {shape.begin(), shape.end()},
            {model, p, best});
    }
}

static uint64_t hashOf(std::span<const uint8_t> bytes) {
  return math::fnv1a64(bytes.data(), bytes.size());
}

static std::span<const uint8_t> bytesOf(const std::string &text) {
  return {reinterpret_cast<const uint8_t *>(text.data()), text.size()};
}

Bytes encodeCheckpoint(Session &session, const TrainState &state,
                       const Course &course, const std::string &history) {
  json document;
  document["version"] = checkpointVersion;
  document["course"] = json::parse(course.dump());
  document["state"] = toJson(state);
  const char *dtype = dtypeName(plx_type(session.model.element_type));
  RowMajor rowMajor;
  std::vector<TensorView> tensors;
  forEachTensor(session, state,
                [&](const std::string &name, std::vector<uint64_t> shape,
                    const Stored &elements) {
                  tensors.push_back(
                      {name, dtype, std::move(shape), rowMajor.of(elements)});
                });
  tensors.push_back({historyName, "U8", {history.size()}, bytesOf(history)});
  uint64_t hash = 0;
  tensors.push_back({hashName,
                     "U64",
                     {1},
                     {reinterpret_cast<uint8_t *>(&hash), sizeof(hash)}});
  std::map<std::string, std::string> metadata = metadataOf(session);
  metadata[checkpointKey] = document.dump();
  Bytes bytes = encodeSafetensors(tensors, metadata);
  size_t end = bytes.size() - sizeof(hash);
  hash = hashOf(std::span(bytes).first(end));
  std::memcpy(bytes.data() + end, &hash, sizeof(hash));
  return bytes;
}

void requireWhole(const SafetensorsFile &file) {
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
  if (!file.find(historyName))
    throw Error(Status::BadData, file.path(), "has no history");
  std::vector<std::pair<const TensorView *, Stored>> pairs;
  forEachTensor(
      session, state,
      [&](const std::string &name, const std::vector<uint64_t> &shape,
          const Stored &elements) {
        const TensorView *tensor = file.find(name);
        if (!tensor || tensor->shape != shape ||
            tensor->dtype != dtypeName(plx_type(session.model.element_type)))
          throw Error(Status::BadData, file.path(),
                      "has no tensor `" + name + "` of the network's shape");
        pairs.emplace_back(tensor, elements);
      });
  if (pairs.size() + 2 != file.tensors().size()) // the history and the hash
    throw Error(Status::BadData, file.path(),
                "has tensors that the network does not know");
  for (const auto &[tensor, elements] : pairs)
    elements.fill(tensor->bytes.data());
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

/// What two courses have under `key`, where that differs.
static std::string difference(const std::string &key, const json &saved,
                              const json &now) {
  auto text = [&](const json &course) {
    return course.contains(key) ? shown(course[key].dump(), 80) : "nothing";
  };
  return "another `" + key + "`: " + text(saved) + " there, " + text(now) +
         " here";
}

/// Fails with the first key in which the courses differ. Fingerprints come
/// last, because they do not say what differs.
static void compareCourses(const std::string &path, const Course &own,
                           const json &saved) {
  const json now = json::parse(own.dump());
  auto differs = [&](const std::string &key) {
    return now.contains(key) != saved.contains(key) ||
           (now.contains(key) && now[key] != saved[key]);
  };
  std::string what;
  for (const json *each : {&now, &saved})
    for (const auto &[key, value] : each->items())
      if (what.empty() && key != "network" && key != "rows" && differs(key))
        what = difference(key, saved, now);
  if (what.empty() && differs("network"))
    what = "another network";
  if (what.empty() && differs("rows"))
    what = "other data";
  if (!what.empty())
    throw Error(Status::BadData, path, "is of a training with " + what);
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

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
  requireWhole(file);
  try {
    json document = json::parse(file.metadata().at(checkpointKey));
    if (document.at("version") != checkpointVersion)
      throw Error(Status::BadData, path,
                  "was written by another version of Plexus");
    compareCourses(path, course, document.at("course"));
    fromJson(document.at("state"), state);
    checkReports(path, session.model, state);
    if (state.bestEpoch && !state.bestParameters.data())
      state.bestParameters =
          Arena(session.model.parameter_bytes, "the best parameters");
    restoreTensors(file, session, state);
    std::span<const uint8_t> history = file.find(historyName)->bytes;
    return {history.begin(), history.end()};
  } catch (const json::exception &) {
    throw Error(Status::BadData, path, "is no checkpoint of this version");
  }
}

} // namespace plexus::host
