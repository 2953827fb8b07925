//===- Gradients.cpp - the command `gradients` ----------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/files/Errors.h"
#include "runtime/files/Safetensors.h"
#include "runtime/program/CommandFiles.h"
#include "runtime/program/CommandLineOptions.h"
#include "runtime/program/ProgramCommands.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/session/Stored.h"

#include <cmath>
#include <iomanip>
#include <ostream>

namespace plexus::host {

/// The loss as the tensor `loss`, and each gradient under its parameter's name.
static void saveGradients(Session &session, const void *results,
                          const std::string &path) {
  const plx_model &model = session.model;
  const char *dtype = dtypeName(plx_type(model.element_type));
  size_t size = elementSize(model.element_type);
  RowMajor elements;
  std::vector<TensorView> tensors;
  tensors.push_back(
      {"loss", dtype, {}, {static_cast<const uint8_t *>(results), size}});
  for (const plx_parameter &parameter : parameters(model)) {
    if (parameter.frozen)
      continue;
    auto shape = shapeOf(parameter);
    tensors.push_back(
        {parameter.name,
         dtype,
         {shape.begin(), shape.end()},
         elements.of({model, parameter, session.gradientArena()})});
  }
  writeSafetensors(path, tensors, {{"network", model.name}});
}

static void runGradients(Program &program, const Options &options) {
  const plx_model &model = program.model;
  if (!options.outputs.empty())
    CommandFiles(program, options).writes("--output", options.outputs.back());
  if (options.inputs.empty())
    throw Error(Status::Usage, "gradients takes --input NAME=FILE for every "
                               "input and target");
  uint64_t seed = seedOf(program, options);
  Session session(model);
  loadOrInitialize(program, options, session, seed);
  Rows rows = readInputs(program, options, session, true);
  requireOneCall(model, rows.count);
  Batch batch(model, rows.count, true);
  batch.copy(rows, 0, rows.count);
  const void *results = session.gradients(batch, seed, 1);
  double loss = loadElement(results, model.element_type, 0);
  if (!std::isfinite(loss))
    throw Error(Status::Diverged, "loss is not finite for these rows");
  if (auto *guilty = lastNonFinite(model, session.gradientArena()))
    throw Error(Status::Diverged, "the gradient of `" +
                                      std::string(guilty->name) +
                                      "` is not finite for these rows");
  program.out << std::setprecision(17) << "loss " << loss << "\n";
  if (!options.outputs.empty())
    saveGradients(session, results, options.outputs.back());
}

static constexpr OptionRow gradientsOptions[] = {
    givenWeightsOption,
    {"--input", "NAME=FILE",
     "rows of an input or target (.csv, .npy, IDX, also .gz); once for each; "
     "all rows are one batch",
     appendText<&Options::inputs>, true},
    skipOption,
    rawOption,
    {"--output", "FILE",
     "write `loss` and the gradient of every parameter as safetensors",
     appendText<&Options::outputs>},
    {"--seed", "N",
     "seed of initial weights, dropout and noise (default: the program's)",
     storeCount<&Options::seed, 0>},
    dataDirOption,
};
static constexpr std::string_view gradientsExamples[] = {
    "{program} gradients {inputs and targets} --output g.safetensors",
};
const Command gradientsCommand = {
    "gradients",
    "compute the loss and its gradients for one batch",
    gradientsOptions,
    gradientsExamples,
    0,
    runGradients,
    Needs::Loss};

} // namespace plexus::host
