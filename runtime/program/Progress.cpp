//===- Progress.cpp - what a training shows while it runs ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/Progress.h"

#include "runtime/session/Model.h"
#include "runtime/session/Results.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace plexus::host {

static constexpr double secondsBetweenDrawings = 0.1;
static constexpr unsigned barCells = 20;
static constexpr uint64_t mostLines = 200;

std::string durationText(double seconds) {
  char text[48];
  auto whole = uint64_t(std::clamp(std::round(seconds), 0.0, 1e9));
  if (seconds < 9.95)
    std::snprintf(text, sizeof text, "%.1f s", std::max(seconds, 0.0));
  else if (whole < 60)
    std::snprintf(text, sizeof text, "%u s", unsigned(whole));
  else if (whole < 3600)
    std::snprintf(text, sizeof text, "%u:%02u min", unsigned(whole / 60),
                  unsigned(whole % 60));
  else
    std::snprintf(text, sizeof text, "%u:%02u h", unsigned(whole / 3600),
                  unsigned(whole / 60 % 60));
  return text;
}

std::string rateText(double rate) {
  char text[48];
  if (rate < 1000)
    std::snprintf(text, sizeof text, "%.0f rows/s", rate);
  else if (rate < 1e6)
    std::snprintf(text, sizeof text,
                  rate < 1e4 ? "%.1fk rows/s" : "%.0fk rows/s", rate / 1e3);
  else
    std::snprintf(text, sizeof text, "%.1fM rows/s", rate / 1e6);
  return text;
}

std::string fitted(const std::string &text, unsigned width) {
  size_t end = 0;
  for (unsigned columns = 0; end < text.size(); ++end) {
    bool begins = (uint8_t(text[end]) & 0xC0) != 0x80;
    if (begins && columns++ == width)
      break;
  }
  return text.substr(0, end);
}

/// "name value", the value padded so that lines stand in columns.
static std::string field(std::string_view name, double value) {
  std::string number = shortNumber(value);
  if (number.size() < 7)
    number.append(7 - number.size(), ' ');
  return std::string(name) + " " + number;
}

Progress::Progress(Program &program, const Horizon &horizon,
                   uint64_t rowsOfEpoch)
    : program(program), horizon(horizon), rowsOfEpoch(rowsOfEpoch),
      epochs((horizon.totalSteps + horizon.stepsPerEpoch - 1) /
             horizon.stepsPerEpoch) {
  if (program.terminal.live && epochs > mostLines)
    lineEvery = (epochs + mostLines / 2 - 1) / (mostLines / 2);
}

std::string Progress::label(uint64_t epoch) const {
  std::string total = std::to_string(epochs);
  std::string number = std::to_string(epoch);
  if (number.size() < total.size())
    number.insert(0, total.size() - number.size(), ' ');
  return "epoch " + number + "/" + total;
}

std::string Progress::bar(double part) const {
  auto full = unsigned(std::clamp(part, 0.0, 1.0) * barCells);
  std::string text;
  for (unsigned i = 0; i < barCells; ++i)
    if (program.terminal.unicode)
      text += i < full ? "\u2501" : "\u2500";
    else
      text += i < full ? '=' : i == full ? '>' : ' ';
  return program.terminal.unicode ? text : "[" + text + "]";
}

std::string Progress::joined(const std::vector<std::string> &fields) const {
  std::string line = fields.front();
  for (size_t i = 1; i < fields.size(); ++i) {
    std::string longer = line + "  " + fields[i];
    longer.erase(longer.find_last_not_of(' ') + 1);
    bool fits = fitted(longer, program.terminal.width - 1) == longer;
    if (program.terminal.live && !fits)
      break; // a number that is cut would be another number
    line += "  " + fields[i];
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

void Progress::redraw(const std::string &line) {
  // The last column stays empty: some terminals wrap when it is written.
  program.out << "\r\x1b[K" << fitted(line, program.terminal.width - 1)
              << std::flush;
  alive = true;
}

void Progress::afterStep(const StepReport &report) {
  if (report.epoch != currentEpoch) {
    currentEpoch = report.epoch;
    lossSum = stepsOfEpoch = 0;
  }
  lossSum += report.loss;
  stepsOfEpoch += 1;
  if (!program.terminal.live ||
      report.seconds - lastDrawn < secondsBetweenDrawings)
    return;
  lastDrawn = report.seconds;
  double left = report.seconds / double(report.step) *
                double(horizon.totalSteps - report.step);
  double rate =
      double(report.rowsOfEpoch) / std::max(report.epochSeconds, 1e-9);
  redraw(joined({label(report.epoch) + "  " +
                     bar(double(report.rowsOfEpoch) / double(rowsOfEpoch)),
                 field(program.model.results[0].name, lossSum / stepsOfEpoch),
                 durationText(left) + " left", rateText(rate),
                 field("lr", report.learningRate)}));
}

void Progress::afterEpoch(const EpochReport &report) {
  bool stays = report.epoch == 1 || report.epoch % lineEvery == 0 ||
               report.step == horizon.totalSteps;
  if (!stays && report.seconds - lastDrawn < secondsBetweenDrawings)
    return;
  std::vector<std::string> fields = {label(report.epoch)};
  for (size_t i = 0; i < report.train.size(); ++i)
    fields.push_back(field(program.model.results[i].name, report.train[i]));
  for (size_t i = 0; i < report.validation.size(); ++i)
    fields.push_back(field("val_" + std::string(program.model.results[i].name),
                           report.validation[i]));
  fields.push_back(field("lr", report.learningRate));
  fields.push_back(
      rateText(double(report.rows) / std::max(report.epochSeconds, 1e-9)));
  std::string line = joined(fields);
  if (!program.terminal.live) {
    program.out << line << "\n" << std::flush;
    return;
  }
  lastDrawn = report.seconds;
  redraw(line);
  if (stays)
    finish();
}

void Progress::finish() {
  if (alive)
    program.out << "\n" << std::flush;
  alive = false;
}

} // namespace plexus::host
