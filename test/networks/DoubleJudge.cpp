//===- DoubleJudge.cpp - binary64 within a tolerance ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/DoubleJudge.h"

#include "test/networks/Choices.h"
#include "test/referee/Scalars.h"
#include "llvm/Support/FormatVariadic.h"

namespace plexus::networks {

using referee::Bounded;
using referee::Datum;
using referee::Double;
using referee::Slopes;
using referee::Tensor;

constexpr double relative = 1e-12;
constexpr double toDouble = 0x1p-29;

static bool isFinite(const Datum<Double> &datum) {
  if (auto *tensor = std::get_if<Tensor<Double>>(&datum))
    for (const Double &x : tensor->elements)
      if (!std::isfinite(x.value) || std::fabs(x.value) > 1e30)
        return false;
  return true;
}

static llvm::Expected<Bounds> boundsOf(nn::NetworkOp network,
                                       const Values &given, const Call &call,
                                       bool &undecided) {
  Bounded::undecided = false;
  Bounded::share = toDouble;
  auto found =
      referee::interpret(network, referee::convert<Bounded>(given), call);
  if (!found)
    return found.takeError();
  undecided = Bounded::undecided;
  Bounds bounds;
  for (auto &[name, datum] : *found)
    if (auto *tensor = std::get_if<Tensor<Bounded>>(&datum)) {
      double &largest = bounds[name];
      for (const Bounded &x : tensor->elements)
        largest = std::fmax(largest, x.bound);
      largest *= toDouble;
    }
  return bounds;
}

/// Compares one kind of tensors; empty where they agree.
static std::string compare(llvm::StringRef kind, const Values &found,
                           const Values &expected, const Bounds &bounds) {
  for (const auto &[name, datum] : found) {
    if (!llvm::StringRef(name).starts_with(kind))
      continue;
    auto other = expected.find(name);
    if (other == expected.end())
      return name + " is not what the referee computes";
    double error = referee::difference(datum, other->second);
    if (error <= relative)
      continue;
    double largest = 0;
    if (auto *tensor = std::get_if<Tensor<Double>>(&other->second))
      for (const Double &x : tensor->elements)
        largest = std::fmax(largest, std::fabs(x.value));
    auto bound = bounds.find(name);
    double absolute = largest > 0 ? error * largest : error;
    if (bound != bounds.end() && absolute <= 2 * bound->second)
      continue;
    return llvm::formatv("{0} is off by {1:e2} of the largest element", name,
                         error);
  }
  return "";
}

Verdict DoubleJudge::prepare() {
  auto found =
      referee::interpret(network, with(trial.whole, trial.weights), Call());
  if (!found)
    return {Verdict::Kind::Refused, llvm::toString(found.takeError()), ""};
  predicted = std::move(*found);
  for (const auto &[name, datum] : predicted)
    if (!isFinite(datum))
      return {Verdict::Kind::Degenerate, "not finite", ""};
  auto rounding =
      boundsOf(network, with(trial.whole, trial.weights), Call(), undecided);
  if (!rounding)
    return {Verdict::Kind::Refused, llvm::toString(rounding.takeError()), ""};
  bounds = std::move(*rounding);
  for (const auto &[name, bound] : bounds)
    if (!(bound < 1e-6))
      return {Verdict::Kind::Degenerate, "ill-conditioned", ""};
  return {};
}

/// A sum of products along all paths from a parameter to the loss is rounded
/// about as often as the path is long.
Bounds DoubleJudge::gradientBounds(const Slopes &slopes) const {
  Bounds all;
  for (const auto &[name, size] : slopes.sizes)
    all["gradients/" + name] = 64 * 0x1p-53 * size;
  return all;
}

/// Whether a change of all numbers in their last place changes the gradients as
/// much as they differ (a residual that is nearly 0, say): then the difference
/// says nothing.
bool DoubleJudge::isIllConditioned(const Values &given, const Call &call,
                                   const Values &found,
                                   const Slopes &expected) const {
  Choices choices(trial.seed);
  Values shaken = given;
  for (auto &[name, datum] : shaken)
    if (auto *tensor = std::get_if<Tensor<Double>>(&datum))
      for (Double &x : tensor->elements)
        x.value *= 1 + double(choices.between(-1, 1)) * 0x1p-52;
  auto changed = referee::differentiate(network, shaken, call);
  if (!changed) {
    llvm::consumeError(changed.takeError());
    return false;
  }
  for (const auto &[name, datum] : found) {
    auto own = expected.values.find(name);
    auto other = changed->values.find(name);
    if (own == expected.values.end() || other == changed->values.end())
      return false;
    double error = referee::difference(datum, own->second);
    if (error > relative &&
        !(error <= 64 * referee::difference(other->second, own->second)))
      return false;
  }
  return true;
}

Verdict DoubleJudge::judgeSteps(Compiled &compiled, const Mode &mode) {
  for (size_t step = 0; step < trial.steps.size(); ++step) {
    const Values &batch = trial.steps[step];
    Call call = trial.call(step, step < 3 ? 0.05 : 0.01);
    Values before = compiled.memory();
    auto expected = referee::differentiate(network, with(batch, before), call);
    if (!expected)
      return differs(mode, llvm::toString(expected.takeError()));
    for (const auto &[name, datum] : expected->values)
      if (!isFinite(datum))
        return {Verdict::Kind::Degenerate, "slopes that are not finite", ""};
    Values found = compiled.gradients(batch, call);
    Bounds slopeBounds = gradientBounds(*expected);
    slopeBounds.insert(bounds.begin(), bounds.end());
    std::string where = " in step " + std::to_string(step + 1);
    std::string error = compare("", found, expected->values, slopeBounds);
    if (!error.empty() &&
        isIllConditioned(with(batch, before), call, found, *expected))
      return {Verdict::Kind::Degenerate, "ill-conditioned gradients", ""};
    if (!error.empty())
      return differs(mode, error + where);
    if (!compiled.model().step)
      continue;
    // From here the compiled gradients count, so that no error is carried on.
    Slopes slopes{found, expected->untouched, {}};
    Values after = referee::updated(network, with(batch, before), slopes, call);
    compiled.step(batch, call);
    error = compare("", compiled.memory(), after, {});
    if (!error.empty())
      return differs(mode, error + " after step " + std::to_string(step + 1));
  }
  return {};
}

Verdict DoubleJudge::judge(Compiled &compiled, const Mode &mode) {
  Verdict verdict = compareAll(compiled, mode);
  if (verdict.kind == Verdict::Kind::Differs && undecided)
    return {Verdict::Kind::Degenerate, "a choice that rounding decides", ""};
  return verdict;
}

Verdict DoubleJudge::compareAll(Compiled &compiled, const Mode &mode) {
  compiled.setWeights(trial.weights);
  std::string error;
  if (compiled.model().predict) {
    error =
        compare("outputs/", compiled.predict(trial.whole), predicted, bounds);
    if (!error.empty())
      return differs(mode, error);
  }
  if (compiled.model().evaluate) {
    error =
        compare("results/", compiled.evaluate(trial.whole), predicted, bounds);
    if (!error.empty())
      return differs(mode, error + " (evaluate)");
  }
  return compiled.model().gradients ? judgeSteps(compiled, mode) : Verdict();
}

} // namespace plexus::networks
