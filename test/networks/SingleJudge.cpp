//===- SingleJudge.cpp - binary32 to the bit ------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/SingleJudge.h"

#include "llvm/Support/FormatVariadic.h"

#include <bit>

using namespace mlir;

namespace plexus::networks {

using referee::Dictionary;
using referee::Double;
using referee::Indices;
using referee::StrictFloat;
using referee::Tensor;

/// The first difference of the bits; empty where there is none.
static std::string compareBits(llvm::StringRef kind, const Values &found,
                               const Dictionary<StrictFloat> &expected) {
  for (const auto &[name, datum] : found) {
    if (!llvm::StringRef(name).starts_with(kind))
      continue;
    auto other = expected.find(name);
    if (other == expected.end())
      return name + " is not what the referee computes";
    if (auto *classes = std::get_if<Indices>(&datum)) {
      if (classes->elements != std::get<Indices>(other->second).elements)
        return name + " has other classes";
      continue;
    }
    const auto &a = std::get<Tensor<Double>>(datum);
    const auto &b = std::get<Tensor<StrictFloat>>(other->second);
    for (size_t i = 0; i < a.elements.size(); ++i) {
      float x = float(a.elements[i].value), y = b.elements[i].value;
      if (std::bit_cast<uint32_t>(x) != std::bit_cast<uint32_t>(y) &&
          !(std::isnan(x) && std::isnan(y)))
        return llvm::formatv("{0}[{1}] is {2}, not {3}", name, i,
                             llvm::format("%a", double(x)),
                             llvm::format("%a", double(y)));
    }
  }
  return "";
}

/// What the referee makes of it with these weights and states.
template <class Entry>
static llvm::Expected<Dictionary<StrictFloat>>
interpreted(Entry entry, const Values &batch, const Call &call,
            const Dictionary<StrictFloat> &memory) {
  Dictionary<StrictFloat> given = referee::convert<StrictFloat>(batch);
  given.insert(memory.begin(), memory.end());
  return referee::interpret(entry, given, call);
}

/// Gradients and steps; each step goes on from what the one before left.
llvm::Error SingleJudge::prepareSteps(ModuleOp gradStage) {
  Dictionary<StrictFloat> memory = referee::convert<StrictFloat>(trial.weights);
  auto gradientsEntry = gradStage.lookupSymbol<func::FuncOp>("gradients");
  auto stepEntry = gradStage.lookupSymbol<func::FuncOp>("step");
  for (auto parameter : network.getOps<nn::ParameterOp>())
    if (stepEntry)
      for (StringRef state : {"velocity", "m", "v"}) {
        auto type = cast<RankedTensorType>(parameter.getType());
        memory[("states/" + parameter.getName() + "." + state).str()] =
            Tensor<StrictFloat>(
                {type.getShape().begin(), type.getShape().end()}, false);
      }
  for (size_t step = 0; step < trial.steps.size(); ++step) {
    const Values &batch = trial.steps[step];
    Call call = trial.call(step, step < 3 ? 0.05 : 0.01);
    if (gradientsEntry)
      if (llvm::Error error = interpreted(gradientsEntry, batch, call, memory)
                                  .moveInto(gradients.emplace_back()))
        return error;
    if (!stepEntry)
      continue;
    if (llvm::Error error = interpreted(stepEntry, batch, call, memory)
                                .moveInto(steps.emplace_back()))
      return error;
    for (auto &[name, datum] : steps.back())
      if (memory.contains(name))
        memory[name] = datum;
  }
  return llvm::Error::success();
}

llvm::Error SingleJudge::prepare(ModuleOp gradStage) {
  Dictionary<StrictFloat> weights =
      referee::convert<StrictFloat>(trial.weights);
  auto statisticsEntry = gradStage.lookupSymbol<func::FuncOp>("statistics");
  if (statisticsEntry && statistics.empty())
    if (llvm::Error error = interpreted(statisticsEntry, trial.steps.front(),
                                        trial.call(0, 0.05), weights)
                                .moveInto(statistics))
      return error;
  if (isPrepared)
    return llvm::Error::success();
  isPrepared = true;
  if (llvm::Error error = interpreted(network, trial.whole, Call(), weights)
                              .moveInto(predicted))
    return error;
  return prepareSteps(gradStage);
}

Verdict SingleJudge::judge(Compiled &compiled, const Mode &mode) {
  compiled.setWeights(trial.weights);
  std::string error;
  if (compiled.model().predict)
    error = compareBits("outputs/", compiled.predict(trial.whole), predicted);
  if (error.empty() && compiled.model().evaluate)
    error = compareBits("results/", compiled.evaluate(trial.whole), predicted);
  if (!error.empty())
    return differs(mode, error);
  if (compiled.model().statistics)
    error = compareBits(
        "", compiled.statistics(trial.steps.front(), trial.call(0, 0.05)),
        statistics);
  if (!error.empty())
    return differs(mode, error + " (statistics)");
  for (size_t step = 0; step < trial.steps.size(); ++step) {
    const Values &batch = trial.steps[step];
    Call call = trial.call(step, step < 3 ? 0.05 : 0.01);
    if (step < gradients.size())
      error = compareBits("", compiled.gradients(batch, call), gradients[step]);
    if (error.empty() && step < steps.size()) {
      error = compareBits("", compiled.step(batch, call), steps[step]);
      Values memory = compiled.memory();
      // What is not trained is in no result of a step.
      std::erase_if(memory, [&](const auto &entry) {
        return !steps[step].contains(entry.first);
      });
      if (error.empty())
        error = compareBits("", memory, steps[step]);
    }
    if (!error.empty())
      return differs(mode, error + " in step " + std::to_string(step + 1));
  }
  return {};
}

} // namespace plexus::networks
