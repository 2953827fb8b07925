//===- Interpreter.cpp - walks a network and says what it computes --------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Reads the ops of the dialect by the accessors that their tables declare, and
// nothing else of the compiler: no inference of shapes, no formula, no rule of
// a gradient.
//
//===----------------------------------------------------------------------===//
#include "test/referee/Interpreter.h"

#include "dialects/nn/AllOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "test/referee/Elementwise.h"
#include "test/referee/Meaning.h"
#include "test/referee/Places.h"
#include "test/referee/Random.h"
#include "test/referee/Scalars.h"
#include "test/referee/Updates.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace plexus::referee {

namespace {

Shape shapeOf(ArrayRef<int64_t> sizes) {
  return Shape(sizes.begin(), sizes.end());
}

bool hasRows(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() > 0 && tensor.isDynamicDim(0);
}

/// The numbers written beside an op; a flag is 0 or 1.
NumberOf numbersOf(Operation *op) {
  return [op](const char *name, double fallback) {
    if (auto number = op->getAttrOfType<FloatAttr>(name))
      return number.getValueAsDouble();
    if (auto flag = op->getAttrOfType<BoolAttr>(name))
      return double(flag.getValue());
    return fallback;
  };
}

template <class OpT> ClassSettings classSettings(OpT op) {
  ClassSettings settings;
  settings.labelSmoothing = op.getLabelSmoothing().convertToDouble();
  if (auto weights = op.getClassWeight())
    settings.weights.assign(weights->begin(), weights->end());
  return settings;
}

/// Rows of a part, where a test wants other parts than everybody has.
static int64_t partRowsOf(Operation *op) {
  auto rows = op->getParentOfType<ModuleOp>()->getAttrOfType<IntegerAttr>(
      "plx.part_rows");
  return rows ? rows.getInt() : rowsOfPart;
}

template <class S> class Interpreter {
public:
  Interpreter(const Dictionary<S> &given, const Call &call)
      : given(given), call(call) {}

  llvm::Expected<Dictionary<S>> run(nn::NetworkOp network);
  llvm::Expected<Dictionary<S>> run(func::FuncOp entry);

private:
  /// Whether the op is known; its results then stand in `values`, unless an
  /// operand has none.
  bool visit(Operation *op);
  bool visitElementwise(Operation *op);
  bool visitUpdate(Operation *op);
  bool visitFrame(Operation *op);
  void finish();

  Tensor<S> numbers(Value value) const;
  const Indices &classes(Value value) const {
    return std::get<Indices>(values.at(value));
  }
  int64_t integer(Value value) const {
    return std::get<int64_t>(values.at(value));
  }
  void set(Value value, Datum<S> datum) { values[value] = std::move(datum); }
  void take(Value value, StringRef kind, StringRef name) {
    auto found = given.find((kind + "/" + name).str());
    if (found != given.end())
      set(value, found->second);
  }
  void give(StringRef kind, StringRef name, Datum<S> datum) {
    taken[(kind + "/" + name).str()] = std::move(datum);
  }

  const Dictionary<S> &given;
  const Call &call;
  int64_t partRows = rowsOfPart;
  struct Values {
    llvm::DenseMap<Value, Datum<S>> map;
    const Datum<S> &at(Value value) const { return map.find(value)->second; }
    Datum<S> &operator[](Value value) { return map[value]; }
    bool has(Value value) const { return map.contains(value); }
  } values;
  Dictionary<S> taken;
  /// Of the losses in order.
  std::vector<std::pair<std::string, Tensor<S>>> losses;
};

template <class S> Tensor<S> Interpreter<S>::numbers(Value value) const {
  const Datum<S> &datum = values.at(value);
  if (auto *number = std::get_if<double>(&datum))
    return Tensor<S>({}, false, S(*number));
  return std::get<Tensor<S>>(datum);
}

template <class S> bool Interpreter<S>::visitElementwise(Operation *op) {
  StringRef name = op->getName().stripDialect();
  const Formula<S> *formula = findFormula<S>({name.data(), name.size()});
  if (!formula)
    return false;
  std::vector<Tensor<S>> operands;
  std::vector<const Tensor<S> *> pointers;
  std::vector<double> constants;
  for (Value operand : op->getOperands())
    operands.push_back(numbers(operand));
  for (const Tensor<S> &operand : operands)
    pointers.push_back(&operand);
  NumberOf number = numbersOf(op);
  for (const FormulaNumber &each : formula->numbers)
    constants.push_back(number(each.name, each.fallback));
  set(op->getResult(0), apply<S>(*formula, pointers, constants));
  return true;
}

/// w, g, states, learning rate, corrections, apply → w, states; what they are
/// where `apply` is 0.
template <class S> bool Interpreter<S>::visitUpdate(Operation *op) {
  StringRef name = op->getName().stripDialect();
  auto stateNames = statesOf({name.data(), name.size()});
  if (!stateNames)
    return false;
  size_t states = stateNames->size(), rates = 2 + states;
  std::vector<Tensor<S>> changed{numbers(op->getOperand(0))};
  for (size_t i = 0; i < states; ++i)
    changed.push_back(numbers(op->getOperand(unsigned(2 + i))));
  std::vector<Tensor<S> *> pointers;
  for (size_t i = 1; i < changed.size(); ++i)
    pointers.push_back(&changed[i]);
  unsigned last = op->getNumOperands() - 1;
  auto rate = [&](size_t i) {
    return rates + i < last
               ? numbers(op->getOperand(unsigned(rates + i))).elements[0]
               : S(1.0);
  };
  if (numbers(op->getOperand(last)).elements[0] != S(0.0))
    update<S>({name.data(), name.size()}, numbersOf(op),
              {rate(0), rate(1), rate(2)}, changed[0],
              numbers(op->getOperand(1)), pointers);
  for (size_t i = 0; i < changed.size(); ++i)
    set(op->getResult(unsigned(i)), std::move(changed[i]));
  return true;
}

/// The ops that only a network has.
template <class S> bool Interpreter<S>::visitFrame(Operation *op) {
  auto meanOverRows = [&](Value value) {
    Tensor<S> x = numbers(value);
    return x.rows ? mean(x, {0}, partRows) : x;
  };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .template Case<nn::InputOp>([&](auto frame) {
        take(frame.getResult(), "inputs", frame.getName());
        return true;
      })
      .template Case<nn::TargetOp>([&](auto frame) {
        take(frame.getResult(), "targets", frame.getName());
        return true;
      })
      .template Case<nn::ParameterOp>([&](auto frame) {
        take(frame.getResult(), "weights", frame.getName());
        return true;
      })
      .template Case<nn::OutputOp>([&](auto frame) {
        give("outputs", frame.getName(), values.at(frame.getValue()));
        return true;
      })
      .template Case<nn::LossOp>([&](auto frame) {
        losses.emplace_back(frame.getName().str(),
                            meanOverRows(frame.getValue()));
        return true;
      })
      .template Case<nn::MetricOp>([&](auto frame) {
        give("results", frame.getName(), meanOverRows(frame.getValue()));
        return true;
      })
      .template Case<nn::DropoutOp>([&](auto dropout) {
        Tensor<S> x = numbers(dropout.getX());
        if (call.training) {
          Tensor<S> mask = dropoutMask(
              x, dropout.getRate().convertToDouble(),
              {call.seed, uint32_t(dropout.getStream()), uint32_t(call.step)});
          const Tensor<S> *operands[] = {&x, &mask};
          x = apply<S>(*findFormula<S>("mul"), operands, {});
        }
        set(dropout.getY(), x);
        return true;
      })
      .template Case<nn::NoiseOp>([&](auto noise) {
        Tensor<S> x = numbers(noise.getX());
        set(noise.getY(),
            call.training ? gaussian(x, {call.seed, uint32_t(noise.getStream()),
                                         uint32_t(call.step)})
                          : Tensor<S>(x.shape, x.rows, S(0.0)));
        return true;
      })
      .Default(false);
}

template <class S> bool Interpreter<S>::visit(Operation *op) {
  for (Value operand : op->getOperands())
    if (!values.has(operand))
      return true; // depends on what was not given
  if (visitElementwise(op) || visitFrame(op) || visitUpdate(op))
    return true;
  auto x = [&] { return numbers(op->getOperand(0)); };
  auto y = [&](Datum<S> datum) {
    set(op->getResult(0), std::move(datum));
    return true;
  };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .template Case<nn::DenseOp>([&](auto dense) {
        Tensor<S> w = numbers(dense.getW()), b;
        if (dense.getB())
          b = numbers(dense.getB());
        return y(referee::dense(x(), w, dense.getB() ? &b : nullptr));
      })
      .template Case<nn::BiasOp>([&](auto bias) {
        return y(referee::bias(x(), numbers(bias.getB())));
      })
      .template Case<nn::MatmulOp>([&](auto matmul) {
        return y(referee::matmul(x(), numbers(matmul.getB())));
      })
      .template Case<nn::EinsumOp>([&](auto einsum) {
        return y(referee::einsum(std::string_view(einsum.getSpec()), x(),
                                 numbers(einsum.getB()), partRows));
      })
      .template Case<nn::SumOp>([&](auto sum) {
        return y(referee::sum(x(), shapeOf(sum.getAxes()), partRows));
      })
      .template Case<nn::MeanOp>([&](auto mean) {
        return y(referee::mean(x(), shapeOf(mean.getAxes()), partRows));
      })
      .template Case<nn::CountOp>([&](auto count) {
        return y(referee::count(x(), shapeOf(count.getAxes())));
      })
      .template Case<nn::SoftmaxOp>([&](auto softmax) {
        return y(referee::softmax(x(), softmax.getAxis()));
      })
      .template Case<nn::LogSoftmaxOp>(
          [&](auto softmax) { return y(logSoftmax(x(), softmax.getAxis())); })
      .template Case<nn::ArgMaxOp>([&](auto argmax) {
        return y(referee::argmax(x(), argmax.getAxis()));
      })
      .template Case<nn::CrossEntropyOp>([&](auto loss) {
        return y(crossEntropy(x(), classes(loss.getY()), classSettings(loss)));
      })
      .template Case<nn::ClassDistributionOp>([&](auto q) {
        return y(classDistribution(classes(q.getY()), numbers(q.getLike()),
                                   classSettings(q)));
      })
      .template Case<nn::AccuracyOp>([&](auto accuracy) {
        return y(topK(x(), classes(accuracy.getY()), 1));
      })
      .template Case<nn::TopKAccuracyOp>([&](auto accuracy) {
        return y(topK(x(), classes(accuracy.getY()), int64_t(accuracy.getK())));
      })
      .template Case<nn::ReshapeOp>([&](auto reshape) {
        return y(referee::reshape(x(), shapeOf(reshape.getShape())));
      })
      .template Case<nn::FlattenOp>([&](auto) {
        Tensor<S> from = x();
        return y(referee::reshape(
            from, {from.rows ? from.size() / from.shape[0] : from.size()}));
      })
      .template Case<nn::TransposeOp>([&](auto transpose) {
        return y(referee::transpose(x(), shapeOf(transpose.getAxes())));
      })
      .template Case<nn::ConcatOp>([&](auto concat) {
        std::vector<Tensor<S>> parts;
        std::vector<const Tensor<S> *> pointers;
        for (Value part : concat.getXs())
          parts.push_back(numbers(part));
        for (const Tensor<S> &part : parts)
          pointers.push_back(&part);
        return y(referee::concat<S>(pointers, int64_t(concat.getAxis())));
      })
      .template Case<nn::SliceOp>([&](auto slice) {
        return y(referee::slice(x(), shapeOf(slice.getStarts()),
                                shapeOf(slice.getSizes()),
                                shapeOf(slice.getDrop())));
      })
      .template Case<nn::UnsliceOp>([&](auto unslice) {
        return y(referee::unslice(
            x(), numbers(unslice.getLike()), shapeOf(unslice.getStarts()),
            shapeOf(unslice.getSizes()), shapeOf(unslice.getDrop())));
      })
      .template Case<nn::BroadcastOp>([&](auto broadcast) {
        const Datum<S> &like = values.at(broadcast.getLike());
        Shape shape = std::holds_alternative<Indices>(like)
                          ? std::get<Indices>(like).shape
                          : std::get<Tensor<S>>(like).shape;
        return y(referee::broadcast(x(), shape,
                                    hasRows(broadcast.getY().getType()),
                                    shapeOf(broadcast.getAxes())));
      })
      .template Case<nn::CastOp>([&](auto cast) {
        const Indices &from = classes(cast.getX());
        Tensor<S> to(from.shape, from.rows);
        for (size_t i = 0; i < to.elements.size(); ++i)
          to.elements[i] = S(double(from.elements[i]));
        return y(to);
      })
      .template Case<nn::StopGradientOp>(
          [&](auto) { return y(stopGradient(x())); })
      .template Case<nn::DropoutMaskOp>([&](auto mask) {
        return y(dropoutMask(x(), mask.getRate().convertToDouble(),
                             {uint64_t(integer(mask.getSeed())),
                              uint32_t(mask.getStream()),
                              uint32_t(integer(mask.getStep()))}));
      })
      .template Case<nn::GaussianOp>([&](auto noise) {
        return y(gaussian(x(), {uint64_t(integer(noise.getSeed())),
                                uint32_t(noise.getStream()),
                                uint32_t(integer(noise.getStep()))}));
      })
      .template Case<nn::BiasCorrectionOp>([&](auto correction) {
        return y(Tensor<S>(
            {}, false,
            S(biasCorrection(correction.getBeta().convertToDouble(),
                             uint64_t(integer(correction.getStep()))))));
      })
      .template Case<arith::ConstantOp>([&](auto constant) {
        if (auto number = dyn_cast<FloatAttr>(constant.getValue()))
          return y(Tensor<S>({}, false, S(number.getValueAsDouble())));
        auto integer = dyn_cast<IntegerAttr>(constant.getValue());
        return integer && y(integer.getInt());
      })
      .template Case<arith::TruncFOp, tensor::ExtractOp>(
          [&](auto) { return op->getNumOperands() == 1 && y(x()); })
      .Default(false);
}

llvm::Error unknown(Operation *op) {
  return llvm::createStringError("the referee does not know `" +
                                 op->getName().getStringRef() + "`");
}

template <class S> void Interpreter<S>::finish() {
  if (losses.empty())
    return;
  Tensor<S> total = losses.front().second;
  for (size_t i = 1; i < losses.size(); ++i)
    total.elements[0] = total.elements[0] + losses[i].second.elements[0];
  if (losses.size() > 1)
    for (auto &[name, value] : losses)
      give("results", name, value);
  give("results", "loss", total);
}

template <class S>
llvm::Expected<Dictionary<S>> Interpreter<S>::run(nn::NetworkOp network) {
  partRows = partRowsOf(network);
  for (Operation &op : network.getBody().front())
    if (!visit(&op))
      return unknown(&op);
  finish();
  return std::move(taken);
}

/// Attributes of arguments and results of an entry point, and their kinds.
constexpr std::pair<StringLiteral, StringLiteral> kinds[] = {
    {"nn.input", "inputs"},   {"nn.target", "targets"},
    {"nn.output", "outputs"}, {"nn.parameter", "weights"},
    {"nn.state", "states"},   {"nn.gradient", "gradients"},
    {"nn.result", "results"},
};

template <class S>
llvm::Expected<Dictionary<S>> Interpreter<S>::run(func::FuncOp entry) {
  partRows = partRowsOf(entry);
  for (BlockArgument argument : entry.getArguments()) {
    unsigned i = argument.getArgNumber();
    for (auto [attribute, kind] : kinds)
      if (auto name = entry.getArgAttrOfType<StringAttr>(i, attribute))
        take(argument, kind, name);
    auto scalar = entry.getArgAttrOfType<StringAttr>(i, "nn.scalar");
    if (scalar && scalar == "seed")
      set(argument, int64_t(call.seed));
    if (scalar && scalar == "step")
      set(argument, call.step);
    if (scalar && scalar == "learning_rate")
      set(argument, call.learningRate);
    if (!values.has(argument))
      return llvm::createStringError("argument " + Twine(i) + " of `" +
                                     entry.getName() + "` was not given");
  }
  for (Operation &op : entry.front()) {
    if (auto end = dyn_cast<func::ReturnOp>(op)) {
      for (auto [i, value] : llvm::enumerate(end.getOperands()))
        for (auto [attribute, kind] : kinds)
          if (auto name =
                  entry.getResultAttrOfType<StringAttr>(unsigned(i), attribute))
            give(kind, name, values.at(value));
    } else if (!visit(&op)) {
      return unknown(&op);
    }
  }
  return std::move(taken);
}

} // namespace

template <class S>
llvm::Expected<Dictionary<S>>
interpret(nn::NetworkOp network, const Dictionary<S> &given, const Call &call) {
  return Interpreter<S>(given, call).run(network);
}
template <class S>
llvm::Expected<Dictionary<S>>
interpret(func::FuncOp entry, const Dictionary<S> &given, const Call &call) {
  return Interpreter<S>(given, call).run(entry);
}

#define ROW(S)                                                                 \
  template llvm::Expected<Dictionary<S>> interpret<S>(                         \
      nn::NetworkOp, const Dictionary<S> &, const Call &);                     \
  template llvm::Expected<Dictionary<S>> interpret<S>(                         \
      func::FuncOp, const Dictionary<S> &, const Call &);
PLEXUS_REFEREE_SCALARS(ROW)
#undef ROW

} // namespace plexus::referee
