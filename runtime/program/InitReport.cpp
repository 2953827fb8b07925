//===- InitReport.cpp - what many initialisations show -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/InitReport.h"
#include "runtime/files/Errors.h"

#include "runtime/session/Results.h"

#include <algorithm>
#include <ostream>

namespace plexus::host {

namespace {
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

/// How many characters there are in UTF-8.
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

namespace {
/// Numbers over the trials as text: "0.412 ± 0.031", or of one alone "0.412".
struct Words {
  std::string plusMinus;
  std::string of(const Spread &spread, double scale = 1) const {
    if (spread.count == 0)
      return "-";
    if (spread.count == 1)
      return shortNumber(spread.mean * scale);
    return shortNumber(spread.mean * scale) + " " + plusMinus + " " +
           shortNumber(spread.deviation() * scale);
  }
};
} // namespace

static std::string shareText(const Words &words, const plx_layer &layer,
                             const LayerTrials &trials) {
  switch (plx_activation(layer.activation_kind)) {
  case PLX_LINEAR:
    return "";
  case PLX_RELU_LIKE:
    return words.of(trials.spreads[PLX_DEAD], 100) + " % dead";
  case PLX_SATURATING:
    return words.of(trials.spreads[PLX_SATURATED], 100) + " % saturated";
  }
  return "";
}

/// "in 3 of 8 starts, the first with seed 5"
static std::string where(const InitReport &report,
                         const Occurrences &occurrences) {
  return "in " + std::to_string(occurrences.count) + " of " +
         counted(report.count, "start") + ", the first with seed " +
         std::to_string(occurrences.firstSeed);
}

/// Of layers of which half is dead, which is worth knowing where they are
/// narrow.
static void printHalfDead(std::ostream &out, const InitReport &report) {
  const char *before = "\n";
  for (size_t i = 0; i < report.trials.size(); ++i)
    if (const Occurrences &halfDead = report.trials[i].halfDead;
        halfDead.count) {
      out << before << "half or more of the units of layer `"
          << report.model.layers[i].name << "` are dead "
          << where(report, halfDead) << "\n";
      before = "";
    }
}

void printTables(Program &program, const InitReport &report) {
  std::ostream &out = program.out;
  Words words{program.terminal.unicode ? "\u00b1" : "+-"};
  std::span<const plx_layer> all = layers(report.model);
  out << counted(report.count, "start");
  if (report.count == 1)
    out << ", seed " << report.seed;
  else
    out << ", seeds " << report.seed << " to "
        << report.seed + report.count - 1;
  out << ", one batch of " << counted(report.rows, "row");
  if (report.count > 1)
    out << "; mean " << words.plusMinus
        << " standard deviation over the starts";
  out << "\n\n";
  Columns forward;
  forward.add({"layer", "activation", "mean", "std", "share"});
  for (size_t i = 0; i < all.size(); ++i)
    forward.add({all[i].name, *all[i].activation ? all[i].activation : "-",
                 words.of(report.trials[i].spreads[PLX_ACTIVATION_MEAN]),
                 words.of(report.trials[i].spreads[PLX_ACTIVATION_STD]),
                 shareText(words, all[i], report.trials[i])});
  forward.print(out);
  out << "\n";
  Columns backward;
  backward.add({"layer", "gradient mean", "std"});
  for (size_t i = all.size(); i-- > 0;)
    if (all[i].has_gradient)
      backward.add({all[i].name,
                    words.of(report.trials[i].spreads[PLX_GRADIENT_MEAN]),
                    words.of(report.trials[i].spreads[PLX_GRADIENT_STD])});
  backward.print(out);
  printHalfDead(out, report);
}

static nlohmann::ordered_json spreadJson(const Spread &spread) {
  if (spread.count == 0)
    return nullptr;
  return {{"mean", spread.mean}, {"std", spread.deviation()}};
}

/// In how many starts an alarm rang.
static uint64_t ringing(const LayerTrials &trials) {
  uint64_t count = 0;
  for (size_t alarm = size_t(LayerAlarm::Dead); alarm < layerAlarms; ++alarm)
    count += trials.alarms[alarm].count;
  return count;
}

void printJson(std::ostream &out, const InitReport &report) {
  auto list = nlohmann::ordered_json::array();
  for (size_t i = 0; i < report.trials.size(); ++i) {
    const plx_layer &layer = report.model.layers[i];
    const LayerTrials &trials = report.trials[i];
    nlohmann::ordered_json row = {
        {"layer", layer.name},
        {"activation", layer.activation},
        {"activations_not_finite", trials.activationsNonFinite.count},
        {"gradient_not_finite", trials.gradientNonFinite.count},
        {"alarms", ringing(trials)},
        {"half_dead", trials.halfDead.count}};
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

void warnOf(Program &program, const InitReport &report) {
  auto warn = [&](const std::string &what, const Occurrences &occurrences) {
    if (occurrences.count)
      program.warn(what + " (" + where(report, occurrences) + ")");
  };
  for (size_t i = 0; i < report.trials.size(); ++i) {
    const LayerTrials &trials = report.trials[i];
    const plx_layer &described = report.model.layers[i];
    std::string layer = "layer `" + std::string(described.name);
    warn("the activations of " + layer + "` are not finite",
         trials.activationsNonFinite);
    warn("the gradient that comes back to " + layer + "` is not finite",
         trials.gradientNonFinite);
    for (size_t each = size_t(LayerAlarm::Dead); each < layerAlarms; ++each) {
      auto alarm = LayerAlarm(each);
      const Spread &share = alarm == LayerAlarm::Vanished
                                ? trials.gradientShare
                                : trials.spreads[PLX_SATURATED];
      warn(alarmText(alarm, described, share.mean), trials.alarms[each]);
    }
  }
}

} // namespace plexus::host
