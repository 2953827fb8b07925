//===- Init.cpp - the command `init` --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/CommandFiles.h"
#include "runtime/host/CommandLineOptions.h"
#include "runtime/host/Errors.h"
#include "runtime/host/ProgramCommands.h"
#include "runtime/host/ProgramInputs.h"
#include "runtime/host/Weights.h"

#include <ostream>

namespace plexus::host {

static void runInit(Program &program, const Options &options) {
  std::string file =
      options.save.empty() ? ownWeightsFile(program) : options.save;
  CommandFiles(program, options).writes("--save", file);
  Session session(program.model);
  loadOrInitialize(program, options, session, seedOf(program, options));
  saveWeights(session, file);
  program.out << "saved " << shown(file) << "\n";
}

static constexpr OptionRow initOptions[] = {
    {"--seed", "N", "seed of the values (default: the program's)",
     storeCount<&Options::seed, 0>},
    {"--save", "FILE", "where the weights go (default: {program}.safetensors)",
     storeText<&Options::save>},
    {"--data-dir", "DIR",
     "folder of the files that `weights` loads (default: the working "
     "directory)",
     storeText<&Options::dataDir>},
};
static constexpr std::string_view initExamples[] = {
    "{program} init --seed=1 --save=initial.safetensors",
};
const Command initCommand = {
    "init", "write initial weights", initOptions, initExamples, 0, runInit};

} // namespace plexus::host
