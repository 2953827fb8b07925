//===- LearntConstants.cpp - What the data has taught beside the weights --===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/data/LearntConstants.h"

#include "runtime/data/SourceTree.h"
#include "runtime/files/Errors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

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

[[noreturn]] static void refuse() {
  throw json::other_error::create(501, "no constants", nullptr);
}

static Standardisation standardisationOf(const json &record) {
  if (!record.is_object() || record.size() != 2)
    refuse();
  Standardisation result = {record.at("mean").get<std::vector<double>>(),
                            record.at("std").get<std::vector<double>>()};
  auto isMean = [](double x) { return std::isfinite(x); };
  auto isDeviation = [](double x) { return x > 0 && std::isfinite(x); };
  if (result.mean.empty() || result.mean.size() != result.deviation.size() ||
      !std::ranges::all_of(result.mean, isMean) ||
      !std::ranges::all_of(result.deviation, isDeviation))
    refuse();
  return result;
}

/// No name twice, and nothing deeper than the numbers in their lists.
static json parsed(const std::string &text) {
  constexpr size_t depthOfNumbers = 4;
  std::array<std::set<std::string>, depthOfNumbers + 2> names;
  return json::parse(
      text, [&](int depth, json::parse_event_t event, json &value) {
        auto level = size_t(depth);
        if (level > depthOfNumbers)
          refuse();
        if (event == json::parse_event_t::object_start)
          names[level + 1].clear();
        if (event == json::parse_event_t::key &&
            !names[level].insert(value.get<std::string>()).second)
          refuse();
        return true;
      });
}

LearntConstants constantsFromText(const std::string &text,
                                  const std::string &file) {
  LearntConstants constants;
  constants.file = file;
  try {
    json record = parsed(text);
    if (!record.is_object())
      refuse();
    for (const auto &[value, list] : record.items()) {
      if (!list.is_array() || list.empty())
        refuse();
      for (const json &each : list)
        constants.standardisations[value].push_back(standardisationOf(each));
    }
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
      there == 0  ? "has no constants for the `standardise` of `" + value +
                        "`; `train` and `init` save weights with them, from "
                        "those that `load` in the `weights` record names, too"
      : here == 0 ? "is of a network whose `" + value +
                        "` was standardised, and here it is not"
                  : "has constants for " + std::to_string(there) +
                        " `standardise` of `" + value + "`, and here it has " +
                        std::to_string(here);
  throw Error(Status::BadData, constants.file,
              reason + "; with --input, --raw takes rows that are standardised "
                       "already");
}

void requirePlaces(const LearntConstants &constants,
                   std::span<const plx_value> values,
                   const json *trainingRows) {
  for (const auto &[name, list] : constants.standardisations)
    if (std::ranges::none_of(
            values, [&](const plx_value &value) { return value.name == name; }))
      throw Error(Status::BadData, constants.file,
                  "has constants for the `standardise` of `" + shown(name) +
                      "`, which is no input or target of this network");
  for (const plx_value &value : values) {
    bool isThere = trainingRows && trainingRows->contains(value.name);
    requireConstants(constants, value.name,
                     isThere ? trainingRows->at(value.name) : json());
  }
}

} // namespace plexus::host
