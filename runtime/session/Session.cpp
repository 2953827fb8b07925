//===- Session.cpp - a compiled network with its memory ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/Session.h"

#include "runtime/files/Errors.h"

#include <algorithm>
#include <cassert>

namespace plexus::host {

Session::Session(const plx_model &model)
    : model(model), parameterArena(model.parameter_bytes, "parameters"),
      workspace(model.workspace_bytes, "workspace"),
      resultArena(std::max(model.result_count,
                           model.layer_count * uint32_t(PLX_STATISTICS)) *
                      elementSize(model.element_type),
                  "results"),
      outputPointers(model.output_count) {}

void Session::initialize(uint64_t seed) {
  plx_initialize(&model, parameterArena.data(), seed);
}

plx_call Session::callFor(const Batch &batch) {
  assert(batch.rows() >= 1 && batch.rows() <= model.capacity);
  plx_call call = {};
  call.parameters = parameterArena.data();
  call.workspace = workspace.data();
  call.inputs = batch.inputs();
  call.targets = batch.targets();
  call.results = resultArena.data();
  call.rows = batch.rows();
  return call;
}

static void require(plx_entry entry, const char *what, const char *why) {
  if (!entry)
    throw Error(Status::BadData, std::string("this program cannot ") + what +
                                     ": it was compiled without " + why);
}

void Session::predict(const Batch &batch, std::span<Array> outputs) {
  require(model.predict, "predict", "an output");
  for (size_t i = 0; i < outputPointers.size(); ++i)
    outputPointers[i] = outputs[i].row(0);
  plx_call call = callFor(batch);
  call.outputs = outputPointers.data();
  model.predict(&call);
}

const void *Session::evaluate(const Batch &batch) {
  require(model.evaluate, "evaluate", "a `loss` or `metric`");
  plx_call call = callFor(batch);
  model.evaluate(&call);
  return resultArena.data();
}

Arena &Session::states() {
  if (!stateMemory.data())
    stateMemory = Arena(model.state_bytes, "optimizer state");
  return stateMemory;
}

const void *Session::step(const Batch &batch, uint64_t seed, uint64_t step,
                          double learningRate) {
  require(model.step, "train", "`train`");
  plx_call call = callFor(batch);
  call.state = states().data();
  call.seed = seed;
  call.step = step;
  call.learning_rate = learningRate;
  model.step(&call);
  return resultArena.data();
}

const void *Session::gradients(const Batch &batch, uint64_t seed,
                               uint64_t step) {
  require(model.gradients, "compute gradients", "a `loss`");
  if (!gradientMemory.data())
    gradientMemory = Arena(model.parameter_bytes, "gradients");
  plx_call call = callFor(batch);
  call.gradients = gradientMemory.data();
  call.seed = seed;
  call.step = step;
  model.gradients(&call);
  return resultArena.data();
}

const void *Session::statistics(const Batch &batch, uint64_t seed,
                                uint64_t step) {
  require(model.statistics, "describe its layers",
          "layers that a `loss` depends on");
  plx_call call = callFor(batch);
  call.seed = seed;
  call.step = step;
  model.statistics(&call);
  return resultArena.data();
}

} // namespace plexus::host
