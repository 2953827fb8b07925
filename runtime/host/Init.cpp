//===- Init.cpp - the command `init` --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/host/CommandFiles.h"
#include "runtime/host/CommandLineOptions.h"
#include "runtime/host/Errors.h"
#include "runtime/host/InitTrials.h"
#include "runtime/host/ProgramCommands.h"
#include "runtime/host/ProgramInputs.h"
#include "runtime/host/Results.h"
#include "runtime/host/Weights.h"

#include <algorithm>
#include <ostream>

namespace plexus::host {

namespace {
/// What `--trials` found.
struct Report {
  const plx_model &model;
  std::vector<LayerTrials> trials;
  uint64_t seed, count, rows;
};

/// Columns of text, as wide as they need to be.
class Columns {
public:
  void add(std::vector<std::string> cells) {
    lines.push_back(std::move(cells));
  }
  void print(std::ostream &out) const;

private:
  std::vector<std::vector<std::string>> lines;
};
} // namespace

/// Of text with one byte that begins each character.
static size_t widthOf(const std::string &text) {
  return size_t(std::ranges::count_if(
      text, [](char c) { return (uint8_t(c) & 0xC0) != 0x80; }));
}

void Columns::print(std::ostream &out) const {
  std::vector<size_t> widths;
  for (const auto &line : lines)
    for (size_t i = 0; i < line.size(); ++i) {
      widths.resize(std::max(widths.size(), i + 1));
      widths[i] = std::max(widths[i], widthOf(line[i]));
    }
  for (const auto &line : lines) {
    std::string text;
    for (size_t i = 0; i < line.size(); ++i)
      text += line[i] + std::string(widths[i] + 2 - widthOf(line[i]), ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << "\n";
  }
}

/// "0.412 ± 0.031": over the trials.
static std::string spreadText(const Spread &spread, double scale = 1) {
  if (spread.count == 0)
    return "-";
  return shortNumber(spread.mean * scale) + " \u00b1 " +
         shortNumber(spread.deviation() * scale);
}

static std::string shareText(const plx_layer &layer,
                             const LayerTrials &trials) {
  switch (plx_activation(layer.activation_kind)) {
  case PLX_LINEAR:
    return "";
  case PLX_RELU_LIKE:
    return spreadText(trials.spreads[PLX_DEAD], 100) + " % dead";
  case PLX_SATURATING:
    return spreadText(trials.spreads[PLX_SATURATED], 100) + " % saturated";
  }
  return "";
}

static void printTables(std::ostream &out, const Report &report) {
  std::span<const plx_layer> all = layers(report.model);
  out << report.count << (report.count == 1 ? " start" : " starts")
      << ", seeds " << report.seed << " to " << report.seed + (report.count - 1)
      << ", one batch of " << report.rows
      << (report.rows == 1 ? " row" : " rows")
      << "; mean \u00b1 standard deviation over the starts\n\n";
  Columns forward;
  forward.add({"layer", "activation", "mean", "std", "share"});
  for (size_t i = 0; i < all.size(); ++i)
    forward.add({all[i].name, *all[i].activation ? all[i].activation : "-",
                 spreadText(report.trials[i].spreads[PLX_ACTIVATION_MEAN]),
                 spreadText(report.trials[i].spreads[PLX_ACTIVATION_STD]),
                 shareText(all[i], report.trials[i])});
  forward.print(out);
  out << "\n";
  Columns backward;
  backward.add({"layer", "gradient mean", "std"});
  for (size_t i = all.size(); i-- > 0;)
    if (all[i].has_gradient)
      backward.add({all[i].name,
                    spreadText(report.trials[i].spreads[PLX_GRADIENT_MEAN]),
                    spreadText(report.trials[i].spreads[PLX_GRADIENT_STD])});
  backward.print(out);
}

static nlohmann::ordered_json spreadJson(const Spread &spread) {
  if (spread.count == 0)
    return nullptr;
  return {{"mean", spread.mean}, {"std", spread.deviation()}};
}

static void printJson(std::ostream &out, const Report &report) {
  auto list = nlohmann::ordered_json::array();
  for (size_t i = 0; i < report.trials.size(); ++i) {
    const plx_layer &layer = report.model.layers[i];
    const LayerTrials &trials = report.trials[i];
    nlohmann::ordered_json row = {{"layer", layer.name},
                                  {"activation", layer.activation},
                                  {"not_finite", trials.nonFinite},
                                  {"alarms", trials.alarms}};
    auto add = [&](const char *name, plx_statistic statistic, bool isThere) {
      row[name] = isThere ? spreadJson(trials.spreads[statistic]) : nullptr;
    };
    add("activation_mean", PLX_ACTIVATION_MEAN, true);
    add("activation_std", PLX_ACTIVATION_STD, true);
    add("gradient_mean", PLX_GRADIENT_MEAN, layer.has_gradient);
    add("gradient_std", PLX_GRADIENT_STD, layer.has_gradient);
    add("dead", PLX_DEAD, layer.activation_kind == PLX_RELU_LIKE);
    add("saturated", PLX_SATURATED, layer.activation_kind == PLX_SATURATING);
    list.push_back(std::move(row));
  }
  nlohmann::ordered_json document = {{"seed", report.seed},
                                     {"trials", report.count},
                                     {"rows", report.rows},
                                     {"layers", std::move(list)}};
  out << document.dump(2) << "\n";
}

/// What went wrong in some of the starts, a line a layer.
static void warnOf(Program &program, const Report &report) {
  std::string all = " of " + std::to_string(report.count) + " starts";
  for (size_t i = 0; i < report.trials.size(); ++i) {
    const LayerTrials &trials = report.trials[i];
    std::string first =
        ", the first with seed " + std::to_string(trials.firstSeed);
    if (trials.nonFinite)
      program.warn("layer `" + std::string(report.model.layers[i].name) +
                   "` is not finite in " + std::to_string(trials.nonFinite) +
                   all + first);
    else if (trials.alarms)
      program.warn(trials.firstAlarm + " (in " + std::to_string(trials.alarms) +
                   all + first + ")");
  }
}

static void runTrials(Program &program, const Options &options) {
  const plx_model &model = program.model;
  if (!options.save.empty())
    throw Error(Status::Usage,
                "--trials looks at many starts and saves none: no --save");
  if (!model.statistics)
    throw Error(Status::BadData,
                "this program has no layers with a gradient to look at: it was "
                "compiled without a `loss`");
  Rows rows = givenOrTrainingRows(program, options);
  uint64_t count = std::min(rows.count, model.capacity);
  Batch batch(model, count, true);
  batch.copy(rows, 0, count);
  Session session(model);
  Report report{model, {}, seedOf(program, options), *options.trials, count};
  report.trials =
      tryStarts(session, batch, report.seed, report.count, [&](uint64_t seed) {
        loadOrInitialize(program, options, session, seed);
      });
  if (options.json)
    printJson(program.out, report);
  else
    printTables(program.out, report);
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
    {"--trials", "N",
     "save nothing, but start N times, with seeds counting up, and show how "
     "activations and gradients of a batch spread in every layer",
     storeCount<&Options::trials>},
    {"--input", "NAME=FILE",
     "with --trials: rows of an input or target, once for each (default: the "
     "first training rows)",
     appendText<&Options::inputs>, true},
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
