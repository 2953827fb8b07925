//===- Init.cpp - the command `init` --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/InitReport.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/program/SavedWeights.h"

#include <algorithm>
#include <cstring>
#include <ostream>

namespace plexus::host {

namespace {
/// Starts a network again and again. What the `weights` record loads is read
/// once: the same in all starts.
class Starter {
public:
  Starter(Program &program, const Options &options, Session &session)
      : session(session), loaded(session.model.parameter_bytes, "weights") {
    loadOrInitialize(program, options, session, seedOf(program, options));
    std::memcpy(loaded.data(), session.parameters().data(), loaded.size());
  }
  void start(uint64_t seed) {
    session.initialize(seed);
    for (const plx_parameter &parameter : parameters(session.model))
      if (parameter.distribution == PLX_LOADED)
        std::memcpy(session.parameters().data() + parameter.offset,
                    loaded.data() + parameter.offset,
                    parameter.elements *
                        elementSize(session.model.element_type));
  }

private:
  Session &session;
  Arena loaded;
};
} // namespace

static void runTrials(Program &program, const Options &options) {
  const plx_model &model = program.model;
  constexpr uint64_t largestSeed = INT64_MAX;
  uint64_t seed = seedOf(program, options), count = *options.trials;
  if (!options.save.empty())
    throw Error(Status::Usage,
                "--trials looks at many starts and saves none: no --save");
  if (count - 1 > largestSeed - seed)
    throw Error(Status::Usage, "--trials counts beyond the largest seed, " +
                                   std::to_string(largestSeed));
  if (!model.statistics)
    throw Error(Status::BadData, "this program has no layers that a loss "
                                 "depends on, so there is nothing to look at");
  Session session(model);
  Rows rows = givenOrTrainingRows(program, options, session);
  if (!options.inputs.empty())
    requireOneCall(model, rows.count);
  uint64_t most = std::min(rows.count, model.capacity);
  Batch batch(model, most, true);
  batch.copy(rows, 0, most);
  Starter starter(program, options, session);
  InitReport report{model, {}, seed, count, most};
  report.trials = tryStarts(session, batch, seed, count,
                            [&](uint64_t own) { starter.start(own); });
  if (options.json)
    printJson(program.out, report);
  else
    printTables(program, report);
  program.out << std::flush;
  warnOf(program, report);
}

static void runInit(Program &program, const Options &options) {
  if (options.trials)
    return runTrials(program, options);
  if (options.json || !options.inputs.empty())
    throw Error(Status::Usage,
                std::string(options.json ? "--json" : "--input") +
                    " is for --trials");
  CommandFiles files(program, options);
  SavedWeights weights(program, options, files);
  Session session(program.model);
  loadOrInitialize(program, options, session, seedOf(program, options));
  learnConstants(program, options, session);
  weights.save(session);
  program.out << weights.text() << "\n";
}

static constexpr OptionRow initOptions[] = {
    {"--seed", "N", "seed of the values (default: the program's)",
     storeCount<&Options::seed, 0>},
    {"--save", "FILE", "where the weights go (default: {program}.safetensors)",
     storeText<&Options::save>},
    {"--trials", "N",
     "save nothing, but start N times, with seeds counting up, and show how "
     "activations and gradients of a batch spread in every layer",
     storeCount<&Options::trials>},
    {"--input", "NAME=FILE",
     "with --trials: rows of an input or target, once for each (default: the "
     "first training rows)",
     appendText<&Options::inputs>, true},
    skipOption,
    rawOption,
    {"--json", "", "with --trials: print JSON", storeFlag<&Options::json>},
    dataDirOption,
};
static constexpr std::string_view initExamples[] = {
    "{program} init --seed=1 --save=initial.safetensors",
    "{program} init --trials=100",
};
const Command initCommand = {
    "init",      "write initial weights, or look at many",
    initOptions, initExamples,
    0,           runInit};

} // namespace plexus::host
