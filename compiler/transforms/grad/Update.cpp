//===- Update.cpp - clipping and the optimizer of a step ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/grad/EntryPoint.h"
#include "dialects/nn/Arithmetic.h"
#include "dialects/nn/ops/BiasCorrection.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

namespace {
/// A parameter that is trained, in the function that trains it.
struct Trained {
  ParameterOp parameter;
  Value value, gradient;
};
} // namespace

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

/// Each element held in [-limit, limit], an infinite one too.
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
  std::optional<IRTensor> squares;
  for (Trained &t : trained) {
    IRTensor g(b, t.gradient.getLoc(), t.gradient);
    auto type = cast<RankedTensorType>(t.gradient.getType());
    IRTensor own = sum(g * g, llvm::to_vector(llvm::seq(type.getRank())));
    squares = squares ? *squares + own : own;
  }
  if (!squares)
    return;
  Value number = tensor::ExtractOp::create(b, loc, squares->value());
  IRTensor norm = sqrt(IRTensor(b, loc, number));
  // Where a square is too large the norm is unknown. Then the gradients are not
  // made zero, which nobody would notice, but not finite.
  IRTensor unknown = norm - norm;
  IRTensor ratio = norm.literal(limit) / norm + unknown;
  IRTensor scale = select(norm > limit, ratio, 1.0);
  for (Trained &t : trained)
    t.gradient = IRTensor(b, t.gradient.getLoc(), t.gradient) * scale;
}

/// 1 where a tensor that is a single number is finite, else 0. It is known
/// before the first gradient is, so it keeps no update waiting.
static Value isFinite(OpBuilder &b, Value tensor, Location loc) {
  IRTensor x(b, loc, tensor::ExtractOp::create(b, loc, tensor));
  return x - x == 0.0;
}

/// Updates the parameters by the network's optimizer and makes results of them
/// and their states.
static void update(EntryPoint &entry, NetworkOp network,
                   ArrayRef<Trained> trained, Value apply) {
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
  for (Trained t : trained) {
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
      stateNames.push_back((t.parameter.getName() + "." + state).str());
      operands.push_back(entry.argument(t.value.getType(), "nn.state",
                                        stateNames.back(), loc));
    }
    llvm::append_range(operands, scalars);
    operands.push_back(apply);
    OperationState state(loc, info);
    state.addOperands(operands);
    state.addAttributes(attributes);
    state.addTypes(SmallVector<Type>(1 + stateNames.size(), t.value.getType()));
    Operation *op = b.create(state);
    entry.result(op->getResult(0), "nn.parameter", t.parameter.getName());
    for (auto [name, value] :
         llvm::zip(stateNames, op->getResults().drop_front()))
      entry.result(value, "nn.state", name);
  }
}

void plexus::updateParameters(EntryPoint &entry, NetworkOp network,
                              const Gradients &gradients, Value loss) {
  SmallVector<Trained> trained = trainedParameters(entry, network, gradients);
  if (auto limit = network.getClipValue())
    clipByValue(entry.b, trained, limit->convertToDouble());
  if (auto limit = network.getClipNorm())
    clipByGlobalNorm(entry.b, trained, limit->convertToDouble(),
                     network.getLoc());
  update(entry, network, trained, isFinite(entry.b, loss, network.getLoc()));
}
