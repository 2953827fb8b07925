//===- LearntConstants.cpp - What the data has taught beside the weights --===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/LearntConstants.h"

#include "runtime/data/SourceTree.h"
#include "runtime/files/Errors.h"

#include <algorithm>
#include <cmath>

namespace plexus::host {

using nlohmann::json;

const std::vector<Standardisation> &
LearntConstants::of(const std::string &value) const {
  static const std::vector<Standardisation> none;
  auto found = standardisations.find(value);
  return found == standardisations.end() ? none : found->second;
}

std::string toText(const LearntConstants &constants) {
  json record = json::object();
  for (const auto &[value, list] : constants.standardisations)
    for (const Standardisation &each : list)
      record[value].push_back({{"mean", each.mean}, {"std", each.deviation}});
  return record.dump();
}

static Standardisation standardisationOf(const json &record) {
  Standardisation result = {record.at("mean").get<std::vector<double>>(),
                            record.at("std").get<std::vector<double>>()};
  auto isDeviation = [](double x) { return x > 0 && std::isfinite(x); };
  if (result.mean.empty() || result.mean.size() != result.deviation.size() ||
      !std::ranges::all_of(result.mean,
                           [](double x) { return std::isfinite(x); }) ||
      !std::ranges::all_of(result.deviation, isDeviation))
    throw json::other_error::create(501, "no constants", &record);
  return result;
}

/// The parts of a record lie at most four deep, and numbers are short of that.
static json parsed(const std::string &text) {
  constexpr int mostDepth = 4;
  return json::parse(text, [](int depth, json::parse_event_t, json &) {
    if (depth > mostDepth)
      throw json::other_error::create(501, "too deep", nullptr);
    return true;
  });
}

LearntConstants constantsFromText(const std::string &text,
                                  const std::string &file) {
  LearntConstants constants;
  constants.file = file;
  try {
    json record = parsed(text);
    for (const auto &[value, list] : record.items())
      for (const json &each : list)
        constants.standardisations[value].push_back(standardisationOf(each));
  } catch (const json::exception &) {
    throw Error(Status::BadData, file,
                std::string("has metadata `") + constantsKey +
                    "` that is not of the form {\"x\": [{\"mean\": [...], "
                    "\"std\": [...]}]}, with a `std` above 0");
  }
  return constants;
}

void requireConstants(const LearntConstants &constants,
                      const std::string &value, const json &source) {
  size_t there = constants.of(value).size(), here = countStandardise(source);
  if (there == here)
    return;
  std::string reason =
      there == 0 ? "has no constants for the `standardise` of `" + value +
                       "`; `train` writes them with its weights, and `load` "
                       "in the `weights` record takes weights without them"
      : here == 0
          ? "is of a network whose `" + value +
                "` was standardised, and here it is not; --raw takes rows that "
                "are standardised already"
          : "has constants for " + std::to_string(there) +
                " `standardise` of `" + value + "`, and here it has " +
                std::to_string(here);
  throw Error(Status::BadData, constants.file, reason);
}

} // namespace plexus::host
