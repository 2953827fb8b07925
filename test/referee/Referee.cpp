//===- Referee.cpp - what a network computes, says an independent judge ---===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Referee.h"

#include "dialects/nn/Arithmetic.h"
#include "dialects/nn/ops/Broadcast.h"
#include "dialects/nn/ops/Network.h"
#include "dialects/nn/ops/Noise.h"
#include "dialects/nn/ops/StopGradient.h"
#include "test/referee/Random.h"
#include "test/referee/Scalars.h"
#include "test/referee/Updates.h"
#include "llvm/ADT/DenseSet.h"

#include <limits>

using namespace mlir;

namespace plexus::referee {

static std::string named(StringRef kind, StringRef name) {
  return (kind + "/" + name).str();
}

Values initialWeights(nn::NetworkOp network, uint64_t seed) {
  Values weights;
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto type = cast<RankedTensorType>(parameter.getType());
    Shape shape(type.getShape().begin(), type.getShape().end());
    Tensor<double> drawn(shape, false);
    initialise(drawn, std::string_view(parameter.getDistribution()),
               parameter.getA().convertToDouble(),
               parameter.getB().convertToDouble(),
               {seed, streamOf("init:" + parameter.getName().str()), 0});
    Tensor<Double> w(shape, false);
    for (size_t i = 0; i < w.elements.size(); ++i)
      w.elements[i] = Double(type.getElementType().isF32()
                                 ? double(float(drawn.elements[i]))
                                 : drawn.elements[i]);
    weights[named("weights", parameter.getName())] = std::move(w);
  }
  return weights;
}

template <class FrameOp>
static void drawFrames(nn::NetworkOp network, StringRef kind, uint64_t seed,
                       int64_t rows, Values &values) {
  for (auto frame : network.getOps<FrameOp>()) {
    auto type = cast<RankedTensorType>(frame.getType());
    Shape shape(type.getShape().begin(), type.getShape().end());
    shape[0] = rows;
    std::string name = named(kind, frame.getName());
    auto words = [&](size_t i) { return philox(seed, streamOf(name), i, 0); };
    if (auto classes = frame.getClasses()) {
      Indices drawn(shape, true);
      for (size_t i = 0; i < drawn.elements.size(); ++i)
        drawn.elements[i] = int32_t(words(i)[0] % *classes);
      values[name] = std::move(drawn);
      continue;
    }
    Tensor<Double> drawn(shape, true);
    for (size_t i = 0; i < drawn.elements.size(); ++i) {
      auto [number, choice, corner, unused] = words(i);
      // Numbers that binary32 has too, so that both start from the same.
      drawn.elements[i] =
          Double(choice % 16 ? float((number + 0.5) / 0x1p31 - 1)
                             : double(corner % 3) - 1);
    }
    values[name] = std::move(drawn);
  }
}

Values drawnBatch(nn::NetworkOp network, uint64_t seed, int64_t rows) {
  Values values;
  drawFrames<nn::InputOp>(network, "inputs", seed, rows, values);
  drawFrames<nn::TargetOp>(network, "targets", seed, rows, values);
  return values;
}

template <class S> Dictionary<S> convert(const Values &values) {
  Dictionary<S> result;
  for (const auto &[name, datum] : values) {
    if (auto *classes = std::get_if<Indices>(&datum)) {
      result[name] = *classes;
      continue;
    }
    const auto &from = std::get<Tensor<Double>>(datum);
    Tensor<S> to(from.shape, from.rows);
    for (size_t i = 0; i < to.elements.size(); ++i)
      to.elements[i] = S(from.elements[i].value);
    result[name] = std::move(to);
  }
  return result;
}
#define ROW(S) template Dictionary<S> convert<S>(const Values &);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

/// What a path leads to from a loss: from every op to its operands, but where
/// no gradient passes (stop_gradient, noise, comparisons, the shape that
/// broadcast takes).
static llvm::DenseSet<Value> reachedFromLosses(nn::NetworkOp network) {
  llvm::DenseSet<Value> reached;
  SmallVector<Value> open;
  for (auto loss : network.getOps<nn::LossOp>())
    open.push_back(loss.getValue());
  while (!open.empty()) {
    Value value = open.pop_back_val();
    if (!reached.insert(value).second)
      continue;
    Operation *op = value.getDefiningOp();
    if (isa<nn::StopGradientOp, nn::NoiseOp, nn::LtOp, nn::LeOp, nn::GtOp,
            nn::GeOp, nn::EqOp, nn::NeOp>(op))
      continue;
    if (auto broadcast = dyn_cast<nn::BroadcastOp>(op))
      open.push_back(broadcast.getX());
    else
      llvm::append_range(open, op->getOperands());
  }
  return reached;
}

llvm::Expected<Slopes> differentiate(nn::NetworkOp network, const Values &given,
                                     const Call &call) {
  Tape tape;
  Adjoint::current = &tape;
  Dictionary<Adjoint> leaves = convert<Adjoint>(given);
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto found = leaves.find(named("weights", parameter.getName()));
    if (found == leaves.end() || parameter.getFrozen())
      continue;
    for (Adjoint &x : std::get<Tensor<Adjoint>>(found->second).elements)
      x = Adjoint::leaf(x.value);
  }
  auto computed = interpret(network, leaves, call);
  if (!computed)
    return computed.takeError();
  Slopes answers;
  for (auto &[name, datum] : *computed) {
    if (auto *classes = std::get_if<Indices>(&datum)) {
      answers.values[name] = *classes;
      continue;
    }
    const auto &from = std::get<Tensor<Adjoint>>(datum);
    Tensor<Double> to(from.shape, from.rows);
    for (size_t i = 0; i < to.elements.size(); ++i)
      to.elements[i] = Double(from.elements[i].value);
    answers.values[name] = std::move(to);
  }
  auto loss = computed->find("results/loss");
  if (loss == computed->end())
    return answers;
  uint32_t end = std::get<Tensor<Adjoint>>(loss->second).elements[0].place;
  std::vector<double> slopes = tape.gradients(end);
  std::vector<double> sizes = tape.sizes(end);
  llvm::DenseSet<Value> reached = reachedFromLosses(network);
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto found = leaves.find(named("weights", parameter.getName()));
    if (found == leaves.end() || parameter.getFrozen())
      continue;
    const auto &w = std::get<Tensor<Adjoint>>(found->second);
    Tensor<Double> g(w.shape, false);
    double &size = answers.sizes[parameter.getName().str()];
    for (size_t i = 0; i < w.elements.size(); ++i) {
      g.elements[i] = Double(slopes[w.elements[i].place]);
      size = std::fmax(size, sizes[w.elements[i].place]);
    }
    answers.values[named("gradients", parameter.getName())] = std::move(g);
    if (!reached.contains(parameter.getResult()))
      answers.untouched.insert(parameter.getName().str());
  }
  return answers;
}

llvm::Expected<double> dotProductError(nn::NetworkOp network,
                                       const Values &given, const Call &call,
                                       const Values &gradients,
                                       const Values &direction) {
  Dictionary<Dual> duals = convert<Dual>(given);
  double along = 0, size = 0;
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto gradient = gradients.find(named("gradients", parameter.getName()));
    if (gradient == gradients.end())
      continue;
    std::string name = named("weights", parameter.getName());
    const auto &g = std::get<Tensor<Double>>(gradient->second);
    const auto &v = std::get<Tensor<Double>>(direction.at(name));
    auto &w = std::get<Tensor<Dual>>(duals[name]);
    for (size_t i = 0; i < w.elements.size(); ++i) {
      w.elements[i].tangent = v.elements[i].value;
      double term = g.elements[i].value * v.elements[i].value;
      along += term;
      size += std::fabs(term);
    }
  }
  auto computed = interpret(network, duals, call);
  if (!computed)
    return computed.takeError();
  auto loss = computed->find("results/loss");
  if (loss == computed->end() || size == 0)
    return 0.0;
  double tangent = std::get<Tensor<Dual>>(loss->second).elements[0].tangent;
  return (along - tangent) / size;
}

Values updated(nn::NetworkOp network, const Values &given, const Slopes &slopes,
               const Call &call) {
  auto loss = slopes.values.find("results/loss");
  if (loss != slopes.values.end() &&
      !std::isfinite(std::get<Tensor<Double>>(loss->second).elements[0].value))
    return given;
  DictionaryAttr optimizer = *network.getOptimizer();
  StringRef op = cast<StringAttr>(optimizer.get("op")).getValue();
  op.consume_front("nn.");
  auto number = [&](const char *name, double fallback) {
    if (auto value = optimizer.getAs<FloatAttr>(name))
      return value.getValueAsDouble();
    if (auto flag = optimizer.getAs<BoolAttr>(name))
      return double(flag.getValue());
    return fallback;
  };
  auto step = uint64_t(call.step);
  Rates<Double> rates{Double(call.learningRate),
                      Double(biasCorrection(number("beta1", 0.9), step)),
                      Double(biasCorrection(number("beta2", 0.999), step))};
  Values after = given, clipped = slopes.values;
  for (const std::string &name : slopes.untouched)
    clipped.erase(named("gradients", name));
  std::vector<Tensor<Double> *> all;
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto g = clipped.find(named("gradients", parameter.getName()));
    if (g != clipped.end())
      all.push_back(&std::get<Tensor<Double>>(g->second));
  }
  if (auto limit = network.getClipValue())
    clipValue(all, limit->convertToDouble());
  if (auto limit = network.getClipNorm())
    clipNorm(all, limit->convertToDouble());
  for (auto parameter : network.getOps<nn::ParameterOp>()) {
    auto g = clipped.find(named("gradients", parameter.getName()));
    if (g == clipped.end())
      continue;
    auto &w =
        std::get<Tensor<Double>>(after[named("weights", parameter.getName())]);
    std::vector<Tensor<Double> *> states;
    auto stateNames = statesOf(std::string_view(op));
    for (const char *state : *stateNames) {
      std::string name = named("states", parameter.getName()) + "." + state;
      auto [place, isNew] =
          after.try_emplace(name, Tensor<Double>(w.shape, false));
      states.push_back(&std::get<Tensor<Double>>(place->second));
    }
    update<Double>(std::string_view(op), number, rates, w,
                   std::get<Tensor<Double>>(g->second), states);
  }
  return after;
}

double difference(const Datum<Double> &found, const Datum<Double> &expected) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (found.index() != expected.index())
    return infinite;
  if (auto *classes = std::get_if<Indices>(&found)) {
    const auto &other = std::get<Indices>(expected);
    return classes->shape == other.shape && classes->elements == other.elements
               ? 0
               : infinite;
  }
  const auto &a = std::get<Tensor<Double>>(found),
             &b = std::get<Tensor<Double>>(expected);
  if (a.shape != b.shape)
    return infinite;
  double largest = 0, error = 0;
  for (size_t i = 0; i < a.elements.size(); ++i) {
    double x = a.elements[i].value, y = b.elements[i].value;
    if (std::isnan(x) && std::isnan(y))
      continue;
    largest = std::fmax(largest, std::fabs(y));
    double distance = x == y ? 0 : std::fabs(x - y);
    if (!(distance < infinite))
      return infinite;
    error = std::fmax(error, distance);
  }
  return largest > 0 && largest < infinite ? error / largest : error;
}

} // namespace plexus::referee
