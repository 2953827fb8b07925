//===- Info.cpp - the command `info` --------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/files/ShownShape.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/Program.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/session/Model.h"
#include "runtime/session/Results.h"

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace plexus::host {

static uint64_t parameterElements(const plx_model &model) {
  uint64_t count = 0;
  for (const plx_parameter &parameter : parameters(model))
    count += parameter.elements;
  return count;
}

static std::string distributionText(const plx_parameter &parameter) {
  std::string a = shortNumber(parameter.a), b = shortNumber(parameter.b);
  switch (plx_distribution(parameter.distribution)) {
  case PLX_LOADED:
    return "loaded";
  case PLX_CONSTANT:
    return "constant " + a;
  case PLX_UNIFORM:
    return "uniform (" + a + ", " + b + ")";
  case PLX_NORMAL:
    return "normal, mean " + a + ", std " + b;
  }
  return "?";
}

/// "28842 (28.2 KiB)"
static std::string bytesText(uint64_t bytes) {
  std::string text = std::to_string(bytes);
  if (bytes >= 1 << 20)
    return text + " (" + shortNumber(double(bytes) / (1 << 20)) + " MiB)";
  if (bytes >= 1 << 10)
    return text + " (" + shortNumber(double(bytes) / (1 << 10)) + " KiB)";
  return text;
}

static std::string valueText(const plx_value &value) {
  std::string type = value.classes
                         ? "index(" + std::to_string(value.classes) + ")"
                         : std::string(elementTypeName(value.type));
  return std::string(value.name) + ": " + type +
         (value.rank ? shownShape(shapeOf(value)) : "");
}

static std::string valuesText(std::span<const plx_value> values) {
  std::string text;
  for (const plx_value &value : values)
    text += (text.empty() ? "" : ", ") + valueText(value);
  return text.empty() ? "none" : text;
}

static void printParameters(std::ostream &out, const plx_model &model) {
  size_t nameWidth = 9, shapeWidth = 5;
  for (const plx_parameter &parameter : parameters(model)) {
    nameWidth = std::max(nameWidth, std::string_view(parameter.name).size());
    shapeWidth = std::max(shapeWidth, shownShape(shapeOf(parameter)).size());
  }
  auto cell = [&](size_t width, const std::string &text) -> std::ostream & {
    return out << std::left << std::setw(int(width) + 2) << text;
  };
  cell(nameWidth, "parameter");
  cell(shapeWidth, "shape");
  out << std::right << std::setw(10) << "elements" << "  initial values\n";
  for (const plx_parameter &parameter : parameters(model)) {
    cell(nameWidth, parameter.name);
    cell(shapeWidth, shownShape(shapeOf(parameter)));
    out << std::right << std::setw(10) << parameter.elements << "  "
        << distributionText(parameter) << (parameter.frozen ? ", frozen" : "")
        << "\n";
  }
}

static void printTable(Program &program) {
  const plx_model &model = program.model;
  std::ostream &out = program.out;
  printParameters(out, model);
  auto line = [&](const char *name) -> std::ostream & {
    return out << std::left << std::setw(19) << name;
  };
  out << "\n";
  line("network") << model.name << "\n";
  line("inputs") << valuesText(inputs(model)) << "\n";
  line("targets") << valuesText(targets(model)) << "\n";
  line("outputs") << valuesText(outputs(model)) << "\n";
  line("target machine") << model.target << "\n";
  line("element type") << elementTypeName(model.element_type) << "\n";
  line("rows a call") << "1 to " << model.capacity << "\n";
  line("parameters") << parameterElements(model) << "\n";
  line("parameter bytes") << bytesText(model.parameter_bytes) << "\n";
  line("state bytes") << bytesText(model.state_bytes) << "\n";
  line("workspace bytes") << bytesText(model.workspace_bytes) << "\n";
  if (model.output_count)
    line("FLOP a prediction") << model.predict_flops << " a row\n";
  if (model.step)
    line("FLOP a step") << model.step_flops << " ("
                        << counted(model.capacity, "row") << ")\n";
}

static nlohmann::ordered_json valuesJson(std::span<const plx_value> values) {
  auto list = nlohmann::ordered_json::array();
  for (const plx_value &value : values)
    list.push_back({{"name", value.name},
                    {"type", elementTypeName(value.type)},
                    {"shape", shapeOf(value)},
                    {"classes", value.classes}});
  return list;
}

static void printJson(Program &program) {
  const plx_model &model = program.model;
  nlohmann::ordered_json document = {
      {"network", model.name},
      {"target", model.target},
      {"element_type", elementTypeName(model.element_type)},
      {"capacity", model.capacity},
      {"parameter_elements", parameterElements(model)},
      {"parameter_bytes", model.parameter_bytes},
      {"state_bytes", model.state_bytes},
      {"workspace_bytes", model.workspace_bytes},
      {"predict_flops", model.predict_flops},
      {"step_flops", model.step_flops},
      {"inputs", valuesJson(inputs(model))},
      {"targets", valuesJson(targets(model))},
      {"outputs", valuesJson(outputs(model))},
  };
  auto &list = document["parameters"] = nlohmann::ordered_json::array();
  for (const plx_parameter &parameter : parameters(model))
    list.push_back({{"name", parameter.name},
                    {"shape", shapeOf(parameter)},
                    {"elements", parameter.elements},
                    {"initial", distributionText(parameter)},
                    {"frozen", parameter.frozen != 0}});
  program.out << document.dump(2) << "\n";
}

static void runInfo(Program &program, const Options &options) {
  (options.json ? printJson : printTable)(program);
}

static constexpr OptionRow infoOptions[] = {jsonOption};
static constexpr std::string_view infoExamples[] = {
    "{program} info --json",
};
const Command infoCommand = {
    "info",      "show parameters, memory and operations",
    infoOptions, infoExamples,
    0,           runInfo};

} // namespace plexus::host
