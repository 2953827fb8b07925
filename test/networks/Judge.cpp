//===- Judge.cpp - compiled against interpreted ---------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/networks/Judge.h"

#include "dialects/nn/NN.h"
#include "test/networks/Choices.h"
#include "test/referee/Scalars.h"
#include "test/referee/Source.h"
#include "test/referee/Training.h"
#include "llvm/Support/FormatVariadic.h"

#include <cstring>
#include <numeric>

using namespace mlir;

namespace plexus::networks {

using referee::Bounded;
using referee::Datum;
using referee::Dictionary;
using referee::Double;
using referee::Indices;
using referee::Slopes;
using referee::Source;
using referee::StrictFloat;
using referee::Tensor;

llvm::StringRef kindName(Verdict::Kind kind) {
  switch (kind) {
  case Verdict::Kind::Same:
    return "same";
  case Verdict::Kind::Degenerate:
    return "degenerate";
  case Verdict::Kind::Refused:
    return "refused";
  case Verdict::Kind::Differs:
    return "differs";
  }
  llvm_unreachable("a kind without a name");
}

namespace {

constexpr double relative = 1e-12;

/// The batches that one network is judged on.
struct Trial {
  Values weights;
  Values whole;              ///< a batch of `capacity` rows
  std::vector<Values> steps; ///< of the five steps, some smaller
  uint64_t seed = 0;

  Call call(size_t step, double learningRate) const {
    return {true, seed, int64_t(step + 1), learningRate};
  }
};

Values firstRows(const Values &values, int64_t count) {
  std::vector<uint32_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), 0);
  return referee::selectRows(values, rows);
}

/// Rounds to binary32, so that both formats start from the same numbers.
void roundToSingle(Values &values) {
  for (auto &[name, datum] : values)
    if (auto *tensor = std::get_if<Tensor<Double>>(&datum))
      for (Double &x : tensor->elements)
        x = Double(float(x.value));
}

Trial makeTrial(nn::NetworkOp network, uint64_t seed) {
  Choices choices(seed ^ 0x5DEECE66D);
  Trial trial;
  trial.seed = choices.bits() >> 1;
  auto capacity = int64_t(network.getCapacity());
  trial.whole = referee::drawnBatch(network, seed, capacity);
  trial.weights = referee::initialWeights(network, seed);
  // Zeros hide what they are multiplied with.
  for (auto &[name, datum] : trial.weights)
    for (Double &x : std::get<Tensor<Double>>(datum).elements)
      x = x + Double(double(choices.between(-1000, 1000)) / 8192);
  roundToSingle(trial.weights);
  for (int step = 0; step < 5; ++step)
    trial.steps.push_back(firstRows(
        trial.whole, step % 2 ? choices.between(1, capacity) : capacity));
  return trial;
}

/// `given` with the weights (and states) of `memory`.
Values with(const Values &batch, const Values &memory) {
  Values all = memory;
  all.insert(batch.begin(), batch.end());
  return all;
}

bool isFinite(const Datum<Double> &datum) {
  if (auto *tensor = std::get_if<Tensor<Double>>(&datum))
    for (const Double &x : tensor->elements)
      if (!std::isfinite(x.value) || std::fabs(x.value) > 1e30)
        return false;
  return true;
}

Verdict differs(const Mode &mode, const llvm::Twine &reason) {
  return {Verdict::Kind::Differs, reason.str(), mode.name.str()};
}

//===----------------------------------------------------------------------===//
// Binary64: within a tolerance
//===----------------------------------------------------------------------===//

/// How far binary64 can be from the exact value by rounding alone, for each
/// tensor: the bound of binary32 scaled down.
using Bounds = std::map<std::string, double>;

constexpr double toDouble = 0x1p-29;

llvm::Expected<Bounds> boundsOf(nn::NetworkOp network, const Values &given,
                                const Call &call, bool &undecided) {
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
std::string compare(llvm::StringRef kind, const Values &found,
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

class DoubleJudge {
public:
  DoubleJudge(nn::NetworkOp network, const Trial &trial)
      : network(network), trial(trial) {}

  /// Computes what is expected of the whole batch, and looks whether the
  /// network says anything.
  Verdict prepare();
  Verdict judge(Compiled &compiled, const Mode &mode);

private:
  Verdict compareAll(Compiled &compiled, const Mode &mode);
  Verdict judgeSteps(Compiled &compiled, const Mode &mode);
  Bounds gradientBounds(const Slopes &slopes) const;

  nn::NetworkOp network;
  const Trial &trial;
  Values predicted;
  Bounds bounds;
  /// Somewhere two numbers are so close that rounding decides which is larger.
  bool undecided = false;
};

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

//===----------------------------------------------------------------------===//
// Binary32: to the bit
//===----------------------------------------------------------------------===//

/// The first difference of the bits; empty where there is none.
std::string compareBits(llvm::StringRef kind, const Values &found,
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

/// What is expected of every mode, computed once.
class SingleJudge {
public:
  SingleJudge(nn::NetworkOp network, const Trial &trial)
      : network(network), trial(trial) {}

  llvm::Error prepare(ModuleOp gradStage);
  Verdict judge(Compiled &compiled, const Mode &mode);

private:
  nn::NetworkOp network;
  const Trial &trial;
  Dictionary<StrictFloat> predicted;
  std::vector<Dictionary<StrictFloat>> gradients, steps;
};

llvm::Error SingleJudge::prepare(ModuleOp gradStage) {
  Dictionary<StrictFloat> memory = referee::convert<StrictFloat>(trial.weights);
  auto run = [&](auto entry, const Values &batch,
                 const Call &call) -> llvm::Expected<Dictionary<StrictFloat>> {
    Dictionary<StrictFloat> given = referee::convert<StrictFloat>(batch);
    given.insert(memory.begin(), memory.end());
    return referee::interpret(entry, given, call);
  };
  if (llvm::Error error = run(network, trial.whole, Call()).moveInto(predicted))
    return error;
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
    Call call = trial.call(step, step < 3 ? 0.05 : 0.01);
    if (gradientsEntry)
      if (llvm::Error error = run(gradientsEntry, trial.steps[step], call)
                                  .moveInto(gradients.emplace_back()))
        return error;
    if (!stepEntry)
      continue;
    if (llvm::Error error = run(stepEntry, trial.steps[step], call)
                                .moveInto(steps.emplace_back()))
      return error;
    for (auto &[name, datum] : steps.back())
      if (memory.contains(name))
        memory[name] = datum;
  }
  return llvm::Error::success();
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

Verdict refused(const llvm::Twine &reason) {
  return {Verdict::Kind::Refused, reason.str(), ""};
}

} // namespace

Verdict judge(llvm::StringRef text, uint64_t seed, llvm::ArrayRef<Mode> modes) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  for (bool single : {false, true}) {
    if (llvm::none_of(modes, [&](const Mode &m) { return m.single == single; }))
      continue;
    Source source(context, text,
                  single ? frontend::Precision::F32 : frontend::Precision::F64);
    if (!source.module())
      return refused(source.messages());
    nn::NetworkOp network = source.network();
    Trial trial = makeTrial(network, seed);
    DoubleJudge doubles(network, trial);
    SingleJudge singles(network, trial);
    if (Verdict verdict = doubles.prepare(); !verdict)
      return verdict;
    bool prepared = false;
    for (const Mode &mode : modes) {
      if (mode.single != single)
        continue;
      OwningOpRef<ModuleOp> lowered = source.module().clone(), gradStage;
      auto compiled = Compiled::compile(*lowered, mode, &gradStage);
      if (!compiled)
        return refused(mode.name + ": " + llvm::toString(compiled.takeError()));
      if (single && !prepared)
        if (llvm::Error error = singles.prepare(*gradStage))
          return refused(llvm::toString(std::move(error)));
      prepared = true;
      Verdict verdict = single ? singles.judge(**compiled, mode)
                               : doubles.judge(**compiled, mode);
      if (!verdict)
        return verdict;
    }
  }
  return {};
}

Verdict judgeRefusal(llvm::StringRef text, llvm::StringRef message) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Source source(context, text, frontend::Precision::F32);
  if (source.module())
    return {Verdict::Kind::Differs, "accepted, but expected: " + message.str(),
            ""};
  llvm::StringRef found = source.messages();
  if (found.count('\n') == 1 &&
      found.trim().ends_with("error: " + message.str()))
    return {};
  return {Verdict::Kind::Differs,
          "expected `" + message.str() + "`, got " + found.trim().str(), ""};
}

} // namespace plexus::networks
