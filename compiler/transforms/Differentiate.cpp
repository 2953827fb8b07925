//===- Differentiate.cpp - from a network to its entry points -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Reverse accumulation over the ops of the forward pass, last to first. The
// rules are the ops' own (BackwardInterface); this file knows no op by name but
// the frame of the network.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "dialects/nn/NN.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

namespace plexus {
#define GEN_PASS_DEF_DIFFERENTIATE
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

namespace {

enum class Mode { Predicting, Training };

/// An entry point while it is built: a copy of the network's computation on
/// the arguments of a function, and what it returns.
class EntryPoint {
public:
  EntryPoint(NetworkOp network, StringRef name, bool takesTargets);

  OpBuilder b;
  /// The key of the random numbers of a training step; null while predicting.
  Value seed, step;
  /// Adds an argument that carries `role` = `name`.
  Value argument(Type type, StringRef role, StringRef name, Location loc);
  Value scalar(StringRef name, Type type);
  /// Copies the computation.
  void forward(Mode mode);
  /// What a value of the network is here.
  Value at(Value v) const { return mapping.lookup(v); }
  void result(Value v, StringRef role, StringRef name);
  /// The total loss, the terms if there are several, the metrics.
  Value lossesAndMetrics();
  /// Gradients of `loss` in what the parameters that are trained reach.
  Gradients gradients(Value loss);
  void finish();

private:
  NetworkOp network;
  func::FuncOp function;
  Block *body;
  IRMapping mapping;
  SmallVector<Value> results;
  SmallVector<DictionaryAttr> resultRoles, argumentRoles;
};

} // namespace

/// A dictionary with the one entry role = name.
static DictionaryAttr roleOf(Builder &b, StringRef role, StringRef name) {
  return b.getDictionaryAttr(b.getNamedAttr(role, b.getStringAttr(name)));
}

/// The value of one row, or of all, as the mean over the rows.
static Value meanOverRows(OpBuilder &b, Value v, StringRef name) {
  if (!hasRows(v.getType()))
    return v;
  Location loc = NameLoc::get(b.getStringAttr(name), v.getLoc());
  return MeanOp::create(b, loc, v, ArrayRef<int64_t>{0});
}

EntryPoint::EntryPoint(NetworkOp network, StringRef name, bool takesTargets)
    : b(network->getContext()), network(network) {
  b.setInsertionPoint(network);
  function = func::FuncOp::create(b, network.getLoc(), name,
                                  b.getFunctionType({}, {}));
  body = function.addEntryBlock();
  b.setInsertionPointToEnd(body);
  for (Operation &op : network.getBody().front()) {
    Value v = op.getNumResults() ? op.getResult(0) : Value();
    if (auto input = dyn_cast<InputOp>(op))
      mapping.map(
          v, argument(v.getType(), "nn.input", input.getName(), op.getLoc()));
    else if (auto target = dyn_cast<TargetOp>(op); target && takesTargets)
      mapping.map(
          v, argument(v.getType(), "nn.target", target.getName(), op.getLoc()));
    else if (auto parameter = dyn_cast<ParameterOp>(op))
      mapping.map(v, argument(v.getType(), "nn.parameter", parameter.getName(),
                              op.getLoc()));
  }
}

Value EntryPoint::argument(Type type, StringRef role, StringRef name,
                           Location loc) {
  argumentRoles.push_back(roleOf(b, role, name));
  return body->addArgument(type, NameLoc::get(b.getStringAttr(name), loc));
}

Value EntryPoint::scalar(StringRef name, Type type) {
  return argument(type, "nn.scalar", name, network.getLoc());
}

void EntryPoint::forward(Mode mode) {
  if (mode == Mode::Training) {
    seed = scalar("seed", b.getI64Type());
    step = scalar("step", b.getI64Type());
  }
  for (Operation &op : network.getBody().front()) {
    if (op.getNumResults() == 0 || mapping.contains(op.getResult(0)) ||
        isa<TargetOp>(op))
      continue;
    // What depends on a target alone is not there while predicting.
    if (llvm::any_of(op.getOperands(),
                     [&](Value v) { return !mapping.contains(v); }))
      continue;
    Operation *copy = b.clone(op, mapping);
    if (auto modal = dyn_cast<ModeInterface>(copy)) {
      Value meaning = mode == Mode::Training ? modal.training(b, seed, step)
                                             : modal.predicting(b);
      mapping.map(op.getResult(0), meaning);
      copy->erase();
    }
  }
}

void EntryPoint::result(Value v, StringRef role, StringRef name) {
  results.push_back(v);
  resultRoles.push_back(roleOf(b, role, name));
}

Value EntryPoint::lossesAndMetrics() {
  Value total;
  SmallVector<std::pair<Value, StringRef>> terms;
  for (auto loss : network.getBody().getOps<LossOp>()) {
    Value term = meanOverRows(b, at(loss.getValue()), loss.getName());
    terms.push_back({term, loss.getName()});
    total = total ? Value(AddOp::create(b, loss.getLoc(), total, term)) : term;
  }
  if (total)
    result(total, "nn.result", "loss");
  if (terms.size() > 1)
    for (auto [term, name] : terms)
      result(term, "nn.result", name);
  for (auto metric : network.getBody().getOps<MetricOp>())
    result(meanOverRows(b, at(metric.getValue()), metric.getName()),
           "nn.result", metric.getName());
  return total;
}

Gradients EntryPoint::gradients(Value loss) {
  // From the parameters forward: what do they reach?
  llvm::DenseSet<Value> needed;
  for (auto parameter : network.getBody().getOps<ParameterOp>())
    if (!parameter.getFrozen())
      needed.insert(at(parameter.getResult()));
  SmallVector<BackwardInterface> differentiable;
  for (Operation &op : *body)
    if (auto rule = dyn_cast<BackwardInterface>(op);
        rule && llvm::any_of(op.getOperands(),
                             [&](Value v) { return needed.contains(v); })) {
      needed.insert(op.getResult(0));
      differentiable.push_back(rule);
    }
  // From the loss backward: add up shares.
  Gradients g(b, std::move(needed));
  g.start(loss);
  for (BackwardInterface rule : llvm::reverse(differentiable))
    if (g.of(rule->getResult(0))) {
      g.loc = rule->getLoc();
      rule.backward(g);
    }
  return g;
}

void EntryPoint::finish() {
  func::ReturnOp::create(b, network.getLoc(), results);
  function.setFunctionType(b.getFunctionType(body->getArgumentTypes(),
                                             ValueRange(results).getTypes()));
  function.setAllArgAttrs(argumentRoles);
  function.setAllResultAttrs(resultRoles);
}

//===----------------------------------------------------------------------===//
// Clipping and update
//===----------------------------------------------------------------------===//

namespace {
/// A parameter that is trained, in the function that trains it.
struct Trained {
  ParameterOp parameter;
  Value value, gradient;
};
} // namespace

/// Each element held in [-limit, limit].
static void clipByValue(OpBuilder &b, MutableArrayRef<Trained> trained,
                        double limit) {
  for (Trained &t : trained)
    t.gradient =
        ClampOp::create(b, t.gradient.getLoc(), t.gradient,
                        b.getF64FloatAttr(-limit), b.getF64FloatAttr(limit));
}

/// All gradients times limit / norm where their common Euclidean norm is
/// larger than the limit (Pascanu et al., On the difficulty of training
/// recurrent neural networks, 2013).
static void clipByGlobalNorm(OpBuilder &b, MutableArrayRef<Trained> trained,
                             double limit, Location loc) {
  std::optional<Expr> squares;
  for (Trained &t : trained) {
    Expr g(b, t.gradient.getLoc(), t.gradient);
    auto type = cast<RankedTensorType>(t.gradient.getType());
    Expr own = sum(g * g, llvm::to_vector(llvm::seq(type.getRank())));
    squares = squares ? *squares + own : own;
  }
  if (!squares)
    return;
  Value number = tensor::ExtractOp::create(b, loc, squares->value());
  Expr norm = sqrt(Expr(b, loc, number));
  Expr scale = select(norm > limit, norm.literal(limit) / norm, 1.0);
  for (Trained &t : trained)
    t.gradient = Expr(b, t.gradient.getLoc(), t.gradient) * scale;
}

/// Updates the parameters by the network's optimizer and returns them and
/// their states.
static void update(EntryPoint &entry, NetworkOp network,
                   ArrayRef<Trained> trained) {
  OpBuilder &b = entry.b;
  DictionaryAttr settings = *network.getOptimizer();
  StringRef opName = settings.getAs<StringAttr>("op").getValue();
  auto info = *RegisteredOperationName::lookup(opName, b.getContext());
  auto *optimizer = info.getInterface<OptimizerInterface>();
  SmallVector<NamedAttribute> attributes;
  for (NamedAttribute setting : settings)
    if (setting.getName() != "op" && setting.getName() != "lr")
      attributes.push_back(setting);

  Value rate = entry.scalar("learning_rate", b.getF64Type());
  llvm::SmallMapVector<Type, SmallVector<Value>, 2> scalarsOfType;
  for (const Trained &t : trained) {
    Location loc = t.value.getLoc();
    Type element = getElementTypeOrSelf(t.value.getType());
    SmallVector<Value> &scalars = scalarsOfType[element];
    if (scalars.empty()) {
      scalars.push_back(element.isF64()
                            ? rate
                            : Value(arith::TruncFOp::create(b, rate.getLoc(),
                                                            element, rate)));
      for (StringRef beta : optimizer->corrections())
        scalars.push_back(
            BiasCorrectionOp::create(b, network.getLoc(), element, entry.step,
                                     settings.getAs<FloatAttr>(beta)));
    }
    SmallVector<Value> operands{t.value, t.gradient};
    SmallVector<std::string> stateNames;
    for (StringRef state : optimizer->states()) {
      ParameterOp parameter = t.parameter;
      stateNames.push_back((parameter.getName() + "." + state).str());
      operands.push_back(entry.argument(t.value.getType(), "nn.state",
                                        stateNames.back(), loc));
    }
    llvm::append_range(operands, scalars);
    OperationState state(loc, info);
    state.addOperands(operands);
    state.addAttributes(attributes);
    state.addTypes(SmallVector<Type>(1 + stateNames.size(), t.value.getType()));
    Operation *op = b.create(state);
    ParameterOp parameter = t.parameter;
    entry.result(op->getResult(0), "nn.parameter", parameter.getName());
    for (auto [name, value] :
         llvm::zip(stateNames, op->getResults().drop_front()))
      entry.result(value, "nn.state", name);
  }
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

static void buildPredict(NetworkOp network) {
  EntryPoint entry(network, "predict", /*takesTargets=*/false);
  entry.forward(Mode::Predicting);
  for (auto output : network.getBody().getOps<OutputOp>())
    entry.result(entry.at(output.getValue()), "nn.output", output.getName());
  entry.finish();
}

static void buildEvaluate(NetworkOp network) {
  EntryPoint entry(network, "evaluate", /*takesTargets=*/true);
  entry.forward(Mode::Predicting);
  entry.lossesAndMetrics();
  entry.finish();
}

/// Zeros of the type of `like`.
static Value zeros(OpBuilder &b, Value like) {
  auto type = cast<RankedTensorType>(like.getType());
  Value zero = arith::ConstantOp::create(
      b, like.getLoc(), b.getFloatAttr(type.getElementType(), 0.0));
  return BroadcastOp::create(b, like.getLoc(), zero, like,
                             llvm::to_vector(llvm::seq(type.getRank())));
}

/// The parameters that have a gradient.
static SmallVector<Trained>
trainedParameters(EntryPoint &entry, NetworkOp network, const Gradients &g) {
  SmallVector<Trained> trained;
  for (auto parameter : network.getBody().getOps<ParameterOp>()) {
    Value value = entry.at(parameter.getResult());
    if (Value gradient = g.of(value))
      trained.push_back({parameter, value, gradient});
  }
  return trained;
}

static void buildGradients(NetworkOp network) {
  EntryPoint entry(network, "gradients", /*takesTargets=*/true);
  entry.forward(Mode::Training);
  Value loss = entry.lossesAndMetrics();
  Gradients g = entry.gradients(loss);
  for (auto parameter : network.getBody().getOps<ParameterOp>()) {
    if (parameter.getFrozen())
      continue;
    Value value = entry.at(parameter.getResult());
    Value gradient = g.of(value);
    // The caller reads a gradient of every one, also where no loss depends on
    // it.
    entry.result(gradient ? gradient : zeros(entry.b, value), "nn.gradient",
                 parameter.getName());
  }
  entry.finish();
}

static void buildStep(NetworkOp network) {
  EntryPoint entry(network, "step", /*takesTargets=*/true);
  entry.forward(Mode::Training);
  Value loss = entry.lossesAndMetrics();
  Gradients g = entry.gradients(loss);
  SmallVector<Trained> trained = trainedParameters(entry, network, g);
  if (auto limit = network.getClipValue())
    clipByValue(entry.b, trained, limit->convertToDouble());
  if (auto limit = network.getClipNorm())
    clipByGlobalNorm(entry.b, trained, limit->convertToDouble(),
                     network.getLoc());
  update(entry, network, trained);
  entry.finish();
}

namespace {
struct DifferentiatePass : plexus::impl::DifferentiateBase<DifferentiatePass> {
  void runOnOperation() override {
    for (auto network :
         llvm::make_early_inc_range(getOperation().getOps<NetworkOp>())) {
      Region &body = network.getBody();
      bool hasLoss = !body.getOps<LossOp>().empty();
      bool hasMetric = !body.getOps<MetricOp>().empty();
      buildPredict(network);
      if (hasLoss || hasMetric)
        buildEvaluate(network);
      if (hasLoss)
        buildGradients(network);
      if (hasLoss && network.getOptimizer())
        buildStep(network);
      getOperation()->setAttr("plx.capacity", network.getCapacityAttr());
      network.erase();
    }
  }
};
} // namespace
