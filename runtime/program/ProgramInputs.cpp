//===- ProgramInputs.cpp - what commands begin with: weights and rows ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/ProgramInputs.h"

#include "runtime/data/GivenFile.h"
#include "runtime/files/Errors.h"
#include "runtime/files/File.h"
#include "runtime/files/Suggestion.h"
#include "runtime/session/Model.h"
#include "runtime/train/Weights.h"

#include <algorithm>
#include <map>

namespace plexus::host {

std::string ownWeightsFile(const Program &program) {
  return program.identity.name + ".safetensors";
}

uint64_t seedOf(const Program &program, const Options &options) {
  if (options.seed)
    return *options.seed;
  auto train = program.description.find("train");
  if (train == program.description.end() || !train->is_object())
    return 0;
  auto seed = train->find("seed");
  bool given = seed != train->end() && seed->is_number_unsigned();
  return given ? seed->get<uint64_t>() : 0;
}

static Warn warnings(Program &program) {
  return [&program](const std::string &text) { program.warn(text); };
}

/// What `weights { rename: … }` says of the files that are read.
static std::vector<Renaming> renamesOf(const Program &program) {
  std::vector<Renaming> renames;
  auto weights = program.description.find("weights");
  if (weights == program.description.end() || !weights->is_object())
    return renames;
  for (const nlohmann::json &pair :
       weights->value("rename", nlohmann::json::array()))
    renames.push_back({pair.at(0), pair.at(1)});
  return renames;
}

/// Loads one file; with `only`, the parameters that match it.
static void load(Program &program, Session &session, const std::string &path,
                 const std::string &only = {}) {
  loadWeights(session, path, {only, renamesOf(program)}, warnings(program));
}

void loadTrained(Program &program, const Options &options, Session &session) {
  if (!options.weights.empty())
    return load(program, session, options.weights);
  try {
    load(program, session, ownWeightsFile(program));
  } catch (const Error &error) {
    if (error.status != Status::NoInput)
      throw;
    bool trains = program.model.step && program.description.contains("train");
    throw Error(error.status, error.place,
                error.reason + "; `" + program.identity.invocation +
                    (trains ? " train" : " init") +
                    "` writes it, and --weights names another");
  }
}

/// Loads what the `weights` record names, from the folder of the data.
static void loadNamedWeights(Program &program, const Options &options,
                             Session &session) {
  auto weights = program.description.find("weights");
  if (weights == program.description.end() || !weights->is_object() ||
      !weights->contains("load"))
    return;
  for (const nlohmann::json &source : weights->at("load")) {
    auto only = source.find("only");
    bool all = only == source.end() || only->is_null();
    // A record without `only` loads a part, too: the file may have parameters
    // of another network.
    load(program, session,
         pathIn(options.dataDir, source.at("file").get<std::string>()),
         all ? "*" : only->get<std::string>());
  }
}

void loadOrInitialize(Program &program, const Options &options,
                      Session &session, uint64_t seed) {
  if (!options.weights.empty())
    return load(program, session, options.weights);
  session.initialize(seed);
  loadNamedWeights(program, options, session);
}

/// The sources of the program's training rows, or null.
static const nlohmann::json *trainingRows(const Program &program) {
  auto data = program.description.find("data");
  bool isThere = data != program.description.end() && data->is_object();
  return isThere ? &data->at("train") : nullptr;
}

/// Fails where weights came with other constants than the program has places
/// for, those of targets too, as predictions are in their measure.
static void requireOwnConstants(const Program &program,
                                const Session &session) {
  if (session.constants)
    requirePlaces(*session.constants, inputsAndTargets(program.model),
                  trainingRows(program));
}

Dataset loadProgramData(const Program &program, const Options &options,
                        Session &session) {
  auto data = program.description.find("data");
  if (data == program.description.end() || data->is_null())
    throw Error(Status::BadData,
                "this program was compiled without `data`, so it has no rows "
                "of its own");
  requireOwnConstants(program, session);
  std::vector<plx_value> values = inputsAndTargets(program.model);
  try {
    return loadData(*data, values, plx_type(program.model.element_type),
                    options.dataDir, session.constants);
  } catch (const Error &error) {
    if (error.status != Status::NoInput || !options.dataDir.empty())
      throw;
    throw Error(error.status, error.place,
                error.reason +
                    "; --data-dir names the folder of the program's data");
  }
}

void learnConstants(const Program &program, const Options &options,
                    Session &session) {
  auto data = program.description.find("data");
  if (!session.constants && data != program.description.end() &&
      learnsConstants(*data))
    loadProgramData(program, options, session);
}

std::string_view splitText(SplitName split) {
  switch (split) {
  case SplitName::Train:
    return "train";
  case SplitName::Validation:
    return "validation";
  case SplitName::Test:
    return "test";
  }
  return "";
}

SplitName splitNamed(const std::string &text) {
  std::vector<std::string> known;
  for (auto split : {SplitName::Train, SplitName::Validation, SplitName::Test})
    if (text == splitText(split))
      return split;
    else
      known.emplace_back(splitText(split));
  throw Error(Status::Usage, "--split is train, validation or test, not `" +
                                 text + "`" + suggestion(text, known));
}

const Rows &rowsOf(const Dataset &data, SplitName split) {
  const Rows &rows = split == SplitName::Train        ? data.train
                     : split == SplitName::Validation ? data.validation
                                                      : data.test;
  if (rows.count == 0)
    throw Error(Status::BadData, "the data of this program has no " +
                                     std::string(splitText(split)) + " split");
  return rows;
}

/// --input NAME=FILE, as a map from names to files.
static std::map<std::string, std::string>
filesByName(const Options &options, const std::vector<std::string> &known) {
  std::map<std::string, std::string> files;
  for (const std::string &text : options.inputs) {
    size_t equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
      throw Error(Status::Usage, "--input takes NAME=FILE, got `" + text + "`");
    std::string name = text.substr(0, equals);
    if (std::ranges::find(known, name) == known.end())
      throw Error(Status::Usage, "there is no input `" + name + "`" +
                                     suggestionOrList(name, known));
    if (!files.emplace(name, text.substr(equals + 1)).second)
      throw Error(Status::Usage, "--input gives `" + name + "` twice");
  }
  return files;
}

/// Where the training rows of the program have a value from, or null.
static const nlohmann::json *ownSource(const Program &program,
                                       const std::string &name) {
  const nlohmann::json *rows = trainingRows(program);
  return rows && rows->contains(name) ? &rows->at(name) : nullptr;
}

static Array readInput(const Program &program, const Options &options,
                       const LearntConstants &constants,
                       const std::string &path, const plx_value &value) {
  GivenFile file = {path, options.skip.value_or(0)};
  const nlohmann::json *own =
      options.raw ? nullptr : ownSource(program, value.name);
  return loadValue(sourceOf(file, value, own), value,
                   plx_type(program.model.element_type), constants);
}

Rows readInputs(const Program &program, const Options &options,
                Session &session, bool withTargets) {
  std::vector<plx_value> values = inputsAndTargets(program.model);
  if (!withTargets)
    values.resize(program.model.input_count);
  std::vector<std::string> names;
  for (const plx_value &value : values)
    names.emplace_back(value.name);
  auto files = filesByName(options, names);
  for (size_t i = 0; i < names.size(); ++i)
    if (!files.count(names[i]))
      throw Error(
          Status::Usage,
          std::string(i < program.model.input_count ? "input" : "target") +
              " `" + names[i] + "` is missing; give --input " + names[i] +
              "=FILE");
  LearntConstants constants; // rows that are taken as they are need none
  if (!options.raw) {
    learnConstants(program, options, session);
    requireOwnConstants(program, session);
    constants = session.constants.value_or(LearntConstants());
  }
  Rows rows;
  for (size_t i = 0; i < names.size(); ++i) {
    rows.values.push_back(
        readInput(program, options, constants, files[names[i]], values[i]));
    uint64_t count = rows.values.back().rows();
    if (i > 0 && count != rows.count)
      throw Error(Status::BadData, files[names[i]],
                  "has " + counted(count, "row") + ", but " + files[names[0]] +
                      " has " + std::to_string(rows.count));
    rows.count = count;
  }
  return rows;
}

void requireOneCall(const plx_model &model, uint64_t rows) {
  if (rows > model.capacity)
    throw Error(Status::BadData,
                "the files have " + counted(rows, "row") +
                    ", and this program was compiled for at most " +
                    std::to_string(model.capacity) +
                    " in a call; compile with --set build.batch=" +
                    std::to_string(rows));
}

Rows givenOrTrainingRows(const Program &program, const Options &options,
                         Session &session) {
  if (!options.inputs.empty())
    return readInputs(program, options, session, true);
  Dataset data = loadProgramData(program, options, session);
  rowsOf(data, SplitName::Train); // or an error
  return std::move(data.train);
}

} // namespace plexus::host
