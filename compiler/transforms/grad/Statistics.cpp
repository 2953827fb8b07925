//===- Statistics.cpp - what a batch says of every layer ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A layer is a word with parameters, together with the activation that alone
// uses it, or an activation by itself. A unit is an element of a row. Only
// layers that a loss depends on are described: what a network does not learn
// by says nothing of how it learns.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/grad/Statistics.h"
#include "compiler/transforms/grad/EntryPoint.h"
#include "dialects/nn/ops/Broadcast.h"
#include "dialects/nn/ops/Reduce.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

/// A slope below this passes next to nothing on.
static constexpr double flatSlope = 0.01;

static constexpr StringRef statisticNames[] = {
#define LAYER_STATISTIC(ENUMERATOR, NAME, PLACE) NAME,
#include "compiler/transforms/grad/Statistics.def"
};

namespace {
struct Layer {
  std::string name;
  Value value;                ///< after the activation
  Operation *activation = {}; ///< null without one
};
} // namespace

static const Word *wordOf(Operation *op) {
  auto word = dyn_cast<WordInterface>(op);
  return word ? &word.word() : nullptr;
}

static bool isActivation(Operation *op) {
  const Word *word = wordOf(op);
  return word && word->kind == WordKind::Activation;
}

/// "encoder.fc1" for an op that takes the parameter "encoder.fc1.weight".
static StringRef layerName(Operation &op) {
  const Word *word = wordOf(&op);
  if (!word || word->kind != WordKind::Layer)
    return "";
  for (Value operand : op.getOperands())
    if (auto parameter = operand.getDefiningOp<ParameterOp>())
      return parameter.getName().rsplit('.').first;
  return "";
}

/// What a loss is computed from.
static llvm::DenseSet<Operation *> opsBeforeLosses(NetworkOp network) {
  llvm::DenseSet<Operation *> found;
  SmallVector<Operation *> toVisit;
  for (auto loss : network.getBody().getOps<LossOp>())
    toVisit.push_back(loss);
  while (!toVisit.empty()) {
    Operation *op = toVisit.pop_back_val();
    if (found.insert(op).second)
      for (Value operand : op->getOperands())
        toVisit.push_back(operand.getDefiningOp());
  }
  return found;
}

/// In the order in which they are computed.
static SmallVector<Layer> layersOf(NetworkOp network) {
  llvm::DenseSet<Operation *> relevant = opsBeforeLosses(network);
  SmallVector<Layer> layers;
  llvm::StringMap<unsigned> uses;
  llvm::DenseSet<Operation *> taken;
  for (Operation &op : network.getBody().front()) {
    if (!relevant.contains(&op))
      continue;
    Layer layer;
    if (StringRef name = layerName(op); !name.empty()) {
      layer = {name.str(), op.getResult(0)};
      if (layer.value.hasOneUse() &&
          isActivation(*layer.value.getUsers().begin()))
        layer.activation = *layer.value.getUsers().begin();
    } else if (isActivation(&op) && !taken.contains(&op)) {
      auto place = op.getLoc()->findInstanceOf<NameLoc>();
      layer.name = place ? place.getName().str() : wordOf(&op)->spelling.str();
      layer.activation = &op;
    } else {
      continue;
    }
    if (layer.activation) {
      taken.insert(layer.activation);
      layer.value = layer.activation->getResult(0);
    }
    if (!hasRows(layer.value.getType()))
      continue;
    if (unsigned use = ++uses[layer.name]; use > 1)
      layer.name += "#" + std::to_string(use);
    layers.push_back(std::move(layer));
  }
  return layers;
}

static bool isReluLike(Operation *activation) {
  return wordOf(activation)->property == WordProperty::ReluLike;
}

//===----------------------------------------------------------------------===//
// The numbers
//===----------------------------------------------------------------------===//

/// The mean of all elements, and as a number.
static IRTensor mean(IRTensor x) {
  auto type = cast<RankedTensorType>(x.value().getType());
  return IRTensor(
      x.builder(), x.location(),
      MeanOp::create(x.builder(), x.location(), x,
                     llvm::to_vector(llvm::seq<int64_t>(type.getRank()))));
}
static IRTensor number(IRTensor x) {
  return IRTensor(
      x.builder(), x.location(),
      tensor::ExtractOp::create(x.builder(), x.location(), x.value()));
}

namespace {
/// What is computed of one layer, each a tensor that is a number.
class Numbers {
public:
  Numbers(OpBuilder &b, const Layer &layer) : b(b), layer(layer) {}
  /// Mean, standard deviation and share of what is not finite; of a gradient
  /// also the share of zeros.
  void describe(Value value, StringRef what, Statistic first);
  /// How much of the activation is flat.
  void describeSlope(Operation *activation);
  /// All of them; those that make no sense are 0.
  SmallVector<Value> all();

private:
  Location named(StringRef what) const {
    StringRef path = StringRef(layer.name).split('#').first;
    return NameLoc::get(b.getStringAttr(path + "." + what),
                        layer.value.getLoc());
  }

  Value &at(Statistic statistic, unsigned further = 0) {
    return values[unsigned(statistic) + further];
  }

  OpBuilder &b;
  const Layer &layer;
  std::array<Value, std::size(statisticNames)> values;
};
} // namespace

void Numbers::describe(Value value, StringRef what, Statistic first) {
  // Right after the value is computed, so that it need not be kept.
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointAfterValue(value);
  IRTensor x(b, named(what), value);
  IRTensor middle = mean(x);
  // Divided by their mean size, deviations have squares that are numbers.
  IRTensor deviation = x - number(middle);
  IRTensor size = number(mean(abs(deviation)));
  IRTensor part = deviation / size;
  at(first) = middle;
  at(first, 1) = select(size == 0.0, size, size * sqrt(mean(part * part)));
  at(first, 2) = mean(x - x != 0.0);
  if (first == Statistic::GradientMean)
    at(Statistic::GradientZero) = mean(x == 0.0);
}

void Numbers::describeSlope(Operation *activation) {
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointAfter(activation);
  Value x = activation->getOperand(0), y = activation->getResult(0);
  Gradients local(b, {x});
  local.loc = named("slope");
  local.start(y);
  cast<BackwardInterface>(activation).backward(local);
  IRTensor slope(b, local.loc, local.of(x));
  if (isReluLike(activation))
    at(Statistic::Dead) = mean(sum(abs(slope) >= flatSlope, {0}) == 0.0);
  else
    at(Statistic::Saturated) = mean(abs(slope) < flatSlope);
}

SmallVector<Value> Numbers::all() {
  Value like = at(Statistic::ActivationMean);
  Location loc = named("none");
  Value zero = IRTensor(b, loc, like).literal(0.0);
  for (Value &value : values)
    if (!value)
      value = BroadcastOp::create(b, loc, zero, like, ArrayRef<int64_t>{});
  return llvm::to_vector(values);
}

void plexus::buildStatistics(NetworkOp network) {
  SmallVector<Layer> layers = layersOf(network);
  if (layers.empty())
    return;
  EntryPoint entry(network, calling::Entry::statistics);
  OpBuilder &b = entry.b;
  entry.forward(Mode::Training);
  Gradients g = entry.gradients(entry.totalLoss());
  SmallVector<Attribute> described;
  for (const Layer &layer : layers) {
    Value value = entry.at(layer.value);
    Value gradient = g.of(value);
    Numbers numbers(b, layer);
    numbers.describe(value, "activation", Statistic::ActivationMean);
    if (layer.activation)
      numbers.describeSlope(value.getDefiningOp());
    if (gradient)
      numbers.describe(gradient, "gradient", Statistic::GradientMean);
    for (auto [name, v] : llvm::zip(statisticNames, numbers.all()))
      entry.result(v, "nn.result", (layer.name + "." + name).str());
    bool reluLike = layer.activation && isReluLike(layer.activation);
    StringRef word = layer.activation ? wordOf(layer.activation)->spelling : "";
    described.push_back(b.getDictionaryAttr(
        {b.getNamedAttr("name", b.getStringAttr(layer.name)),
         b.getNamedAttr("activation", b.getStringAttr(word)),
         b.getNamedAttr("relu_like", b.getBoolAttr(reluLike)),
         b.getNamedAttr("gradient", b.getBoolAttr(bool(gradient)))}));
  }
  entry.finish();
  entry.function->setAttr("nn.layers", b.getArrayAttr(described));
}
