//===- TrainSettings.cpp - the `train` record of a program ---------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/train/TrainSettings.h"

#include "runtime/files/Errors.h"

#include <nlohmann/json.hpp>

namespace plexus::host {

using nlohmann::json;

[[noreturn]] static void badDescription(const std::string &what) {
  throw Error(Status::Internal, "the program's description of `train` " + what);
}

/// The value under `key`, or null where it is missing or null.
static const json *find(const json &record, const char *key) {
  auto entry = record.find(key);
  return entry == record.end() || entry->is_null() ? nullptr : &*entry;
}

static std::optional<uint64_t> count(const json &record, const char *key) {
  const json *value = find(record, key);
  return value ? std::optional(value->get<uint64_t>()) : std::nullopt;
}

static double number(const json &record, const char *key, double otherwise) {
  const json *value = find(record, key);
  return value ? value->get<double>() : otherwise;
}

static Duration duration(const json &record, const char *key) {
  const json *value = find(record, key);
  if (!value)
    return {};
  if (auto epochs = count(*value, "epochs"))
    return {*epochs, Duration::Unit::Epochs};
  if (auto steps = count(*value, "steps"))
    return {*steps, Duration::Unit::Steps};
  badDescription(std::string("has no unit in `") + key + "`");
}

static Schedule readSchedule(const json &train) {
  Schedule schedule;
  const json *record = find(train, "schedule");
  std::string name =
      record ? record->at("name").get<std::string>() : std::string("constant");
  schedule.row = findSchedule(name);
  if (!schedule.row)
    badDescription("has an unknown schedule `" + name + "`");
  schedule.learningRate = train.at("learning_rate").get<double>();
  if (!record)
    return schedule;
  schedule.minLearningRate = number(*record, "min_lr", 0);
  schedule.factor = number(*record, "factor", 1);
  schedule.every = duration(*record, "every");
  schedule.warmup = duration(*record, "warmup");
  return schedule;
}

static void readStop(const json &rule, StopRules &stop) {
  std::string name = rule.at("name").get<std::string>();
  if (name == "early") {
    const json *restore = find(rule, "restore");
    stop.early = EarlyStop{rule.at("metric").get<std::string>(),
                           rule.at("mode") == "min", duration(rule, "patience"),
                           restore && *restore == "best"};
  } else if (name == "below") {
    stop.below = BelowStop{rule.at("metric").get<std::string>(),
                           rule.at("value").get<double>()};
  } else if (name == "time") {
    stop.seconds = rule.at("seconds").get<double>();
  } else {
    badDescription("has an unknown stop rule `" + name + "`");
  }
}

TrainSettings readTrainSettings(const json &train) try {
  TrainSettings settings;
  settings.epochs = count(train, "epochs");
  settings.steps = count(train, "steps");
  settings.batch = count(train, "batch").value_or(1);
  settings.seed = count(train, "seed").value_or(0);
  settings.schedule = readSchedule(train);
  if (const json *rules = find(train, "stop"))
    for (const json &rule : *rules)
      readStop(rule, settings.stop);
  if (const json *checkpoint = find(train, "checkpoint"))
    settings.checkpoint = {duration(*checkpoint, "every"),
                           checkpoint->at("file").get<std::string>()};
  if (!settings.checkpoint.file.empty() && settings.checkpoint.every.count == 0)
    badDescription("has a checkpoint every 0 steps");
  if (!settings.epochs && !settings.steps)
    badDescription("has neither `epochs` nor `steps`");
  if (settings.batch == 0)
    badDescription("has a batch of no rows");
  return settings;
} catch (const json::exception &error) {
  badDescription(std::string("is damaged: ") + error.what());
}

} // namespace plexus::host
