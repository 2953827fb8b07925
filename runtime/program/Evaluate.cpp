//===- Evaluate.cpp - the command `evaluate` ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/session/EvaluateRows.h"
#include "runtime/session/Results.h"

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace plexus::host {

/// The split that was asked for, or the one that says most about the network.
static SplitName chooseSplit(const Options &options, const Dataset &data) {
  if (!options.split.empty())
    return splitNamed(options.split);
  return data.test.count         ? SplitName::Test
         : data.validation.count ? SplitName::Validation
                                 : SplitName::Train;
}

static void printTable(Program &program, SplitName split, uint64_t rows,
                       const std::vector<double> &values) {
  size_t width = 5;
  for (const plx_result &result : results(program.model))
    width = std::max(width, std::string_view(result.name).size());
  auto line = [&](std::string_view name) -> std::ostream & {
    return program.out << std::left << std::setw(int(width) + 2) << name;
  };
  line("split") << splitText(split) << "\n";
  line("rows") << rows << "\n";
  for (size_t i = 0; i < values.size(); ++i)
    line(program.model.results[i].name)
        << std::setprecision(8) << values[i] << "\n";
}

static void printJson(Program &program, SplitName split, uint64_t rows,
                      const std::vector<double> &values) {
  nlohmann::ordered_json document;
  document["split"] = splitText(split);
  document["rows"] = rows;
  for (size_t i = 0; i < values.size(); ++i)
    document["results"][program.model.results[i].name] = values[i];
  program.out << document.dump(2) << "\n";
}

static void runEvaluate(Program &program, const Options &options) {
  if (!options.split.empty())
    splitNamed(options.split); // a wrong word is told before data is read
  Session session(program.model);
  loadTrained(program, options, session);
  Dataset data = loadProgramData(program, options, session);
  SplitName split = chooseSplit(options, data);
  const Rows &rows = rowsOf(data, split);
  Batch buffer(program.model, std::min(program.model.capacity, rows.count),
               true);
  std::vector<double> values = evaluateRows(session, buffer, rows);
  (options.json ? printJson : printTable)(program, split, rows.count, values);
}

static constexpr OptionRow evaluateOptions[] = {
    trainedWeightsOption,
    {"--split", "NAME",
     "train, validation or test (default: the last of these that there is)",
     storeText<&Options::split>},
    dataDirOption,
    jsonOption,
};
static constexpr std::string_view evaluateExamples[] = {
    "{program} evaluate --split={split}",
    "{program} evaluate --weights=best.safetensors --json",
};
const Command evaluateCommand = {
    "evaluate",
    "print losses and metrics over a split of the data",
    evaluateOptions,
    evaluateExamples,
    1,
    runEvaluate,
    Needs::Data};

} // namespace plexus::host
