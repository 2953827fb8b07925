//===- CheckpointState.cpp - where a training stands, as JSON -------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/CheckpointState.h"

#include "runtime/files/Errors.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace plexus::host {

using nlohmann::json;

static json number(double value) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, value);
  return std::string(text, end.ptr);
}

static double number(const json &record) {
  const auto &text = record.get_ref<const std::string &>();
  double value = 0;
  const char *end = text.data() + text.size();
  auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end)
    throw Error(Status::BadData,
                "`" + shown(text) + "` in the checkpoint is not a number");
  return value;
}

static json numbers(const std::vector<double> &values) {
  json list = json::array();
  for (double value : values)
    list.push_back(number(value));
  return list;
}

static std::vector<double> numbers(const json &list) {
  std::vector<double> values;
  for (const json &entry : list)
    values.push_back(number(entry));
  return values;
}

static json toJson(const EpochReport &report) {
  return {{"epoch", report.epoch},
          {"step", report.step},
          {"learning_rate", number(report.learningRate)},
          {"train", numbers(report.train)},
          {"validation", numbers(report.validation)},
          {"rows", report.rows},
          {"epoch_seconds", number(report.epochSeconds)},
          {"seconds", number(report.seconds)}};
}

static EpochReport reportFromJson(const json &record) {
  EpochReport report;
  report.epoch = record.at("epoch").get<uint64_t>();
  report.step = record.at("step").get<uint64_t>();
  report.learningRate = number(record.at("learning_rate"));
  report.train = numbers(record.at("train"));
  report.validation = numbers(record.at("validation"));
  report.rows = record.at("rows").get<uint64_t>();
  report.epochSeconds = number(record.at("epoch_seconds"));
  report.seconds = number(record.at("seconds"));
  return report;
}

/// After these a training is over; after the others it can go on.
static constexpr std::pair<TrainEnd, const char *> ends[] = {
    {TrainEnd::Finished, "finished"},
    {TrainEnd::Early, "early"},
    {TrainEnd::Below, "below"},
};

static const char *nameOf(TrainEnd wanted) {
  for (auto [end, name] : ends)
    if (end == wanted)
      return name;
  throw Error(Status::Internal, "a training that is not over is said to be");
}

static TrainEnd endFromJson(const json &word) {
  for (auto [end, name] : ends)
    if (word == name)
      return end;
  throw Error(Status::BadData, "the checkpoint ends for no known reason");
}

json toJson(const TrainState &state) {
  json record = {{"epoch", state.epoch},
                 {"step", state.step},
                 {"position", state.position},
                 {"totals", numbers(state.totals)},
                 {"seconds", number(state.seconds)},
                 {"epoch_seconds", number(state.epochSeconds)},
                 {"best_step", state.best.step},
                 {"last", toJson(state.last)}};
  if (state.best.value)
    record["best"] = number(*state.best.value);
  if (state.bestEpoch)
    record["best_epoch"] = toJson(*state.bestEpoch);
  if (state.end)
    record["end"] = nameOf(*state.end);
  return record;
}

void fromJson(const json &record, TrainState &state) {
  state.epoch = record.at("epoch").get<uint64_t>();
  state.step = record.at("step").get<uint64_t>();
  state.position = record.at("position").get<uint64_t>();
  state.totals = numbers(record.at("totals"));
  state.seconds = number(record.at("seconds"));
  state.epochSeconds = number(record.at("epoch_seconds"));
  state.best.step = record.at("best_step").get<uint64_t>();
  state.last = reportFromJson(record.at("last"));
  state.best.value.reset();
  state.bestEpoch.reset();
  state.end.reset();
  if (record.contains("best"))
    state.best.value = number(record.at("best"));
  if (record.contains("best_epoch"))
    state.bestEpoch = reportFromJson(record.at("best_epoch"));
  if (record.contains("end"))
    state.end = endFromJson(record.at("end"));
}

} // namespace plexus::host
