//===- CheckGradients.cpp - the command `check-gradients` ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/GradientsCheck.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/session/Results.h"

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace plexus::host {

static constexpr uint64_t defaultRows = 8;
static constexpr uint64_t defaultSamples = 20;

/// The last column: what the checks of a parameter come to.
static std::string outcome(const GradientCheck &check, double tolerance) {
  if (check.isNotFinite())
    return "FAIL at element " + std::to_string(*check.wrongElement) +
           ": the gradient is not finite";
  if (check.wrong)
    return "FAIL " +
           (check.wrongElement
                ? "at element " + std::to_string(*check.wrongElement)
                : std::string("along a direction")) +
           ": analytic " + shortNumber(check.wrong->analytic) + ", numeric " +
           shortNumber(check.wrong->numeric);
  std::string right = check.tolerance > tolerance
                          ? "ok to " + shortNumber(check.tolerance) +
                                ", as many kinks lie close"
                          : "ok";
  if (check.ok())
    return right;
  std::string untold = std::to_string(check.samples - check.told) + " of " +
                       std::to_string(check.samples) +
                       " cannot be told from rounding or kinks";
  return check.wholeTold ? "ok as a whole; " + untold : untold;
}

namespace {
/// Prints a line as soon as it is known.
class Table {
public:
  explicit Table(Program &program) : program(program) {
    for (const plx_parameter &parameter : parameters(program.model))
      width = std::max(width, std::string_view(parameter.name).size());
    line("parameter", "checked", "relative error", "gradient");
  }
  void add(const GradientCheck &check) {
    line(check.parameter->name, std::to_string(check.told),
         check.told || check.wrong ? shortNumber(check.error) : "-",
         outcome(check, gradientTolerance(program.model.element_type)));
  }
  void addStopped() {
    for (const plx_parameter &parameter : parameters(program.model))
      if (parameter.stopped && !parameter.frozen)
        line(parameter.name, "-", "-",
             "behind stop_gradient: not the slope of the loss by design");
  }

private:
  void line(std::string_view a, const std::string &b, const std::string &c,
            const std::string &d) {
    program.out << std::left << std::setw(int(width) + 2) << a << std::right
                << std::setw(8) << b << std::setw(16) << c << "  " << d
                << std::endl;
  }

  Program &program;
  size_t width = 9;
};
} // namespace

static void runCheckGradients(Program &program, const Options &options) {
  uint64_t seed = seedOf(program, options);
  Session session(program.model);
  loadOrInitialize(program, options, session, seed);
  Rows rows = givenOrTrainingRows(program, options, session);
  uint64_t count = std::min(
      {options.rows.value_or(defaultRows), rows.count, program.model.capacity});
  Batch batch(program.model, count, true);
  batch.copy(rows, 0, count);
  Table table(program);
  std::vector<GradientCheck> checks = checkGradients(
      session, batch, seed, options.samples.value_or(defaultSamples),
      [&](const GradientCheck &check) { table.add(check); });
  table.addStopped();
  auto wrong =
      std::ranges::find_if(checks, [](auto &c) { return c.wrong.has_value(); });
  if (wrong != checks.end() && wrong->isNotFinite())
    throw Error(Status::Internal, "the gradient of `" +
                                      std::string(wrong->parameter->name) +
                                      "` is not finite, but the loss is");
  if (wrong != checks.end())
    throw Error(Status::Internal,
                "the gradient of `" + std::string(wrong->parameter->name) +
                    "` differs from the slope of the loss by more than " +
                    shortNumber(gradientTolerance(program.model.element_type)) +
                    " of its largest element");
}

static constexpr OptionRow checkGradientsOptions[] = {
    givenWeightsOption,
    {"--input", "NAME=FILE",
     "rows of an input or target (default: the first rows of the training "
     "split); once for each",
     appendText<&Options::inputs>, true},
    skipOption,
    rawOption,
    {"--rows", "N", "how many rows to use (default: 8)",
     storeCount<&Options::rows>},
    {"--samples", "N",
     "elements to look at in each parameter (default: 20), evenly spread",
     storeCount<&Options::samples>},
    {"--seed", "N",
     "seed of initial weights, dropout and noise (default: the program's)",
     storeCount<&Options::seed, 0>},
    dataDirOption,
};
static constexpr std::string_view checkGradientsExamples[] = {
    "{program} check-gradients --samples=100",
};
const Command checkGradientsCommand = {"check-gradients",
                                       "compare gradients with numeric ones",
                                       checkGradientsOptions,
                                       checkGradientsExamples,
                                       1,
                                       runCheckGradients,
                                       Needs::Loss};

} // namespace plexus::host
