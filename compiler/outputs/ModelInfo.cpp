//===- ModelInfo.cpp - what a program must know of its network ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/ModelInfo.h"

#include "compiler/transforms/grad/Statistics.h"
#include "compiler/transforms/memory/Arena.h"
#include "dialects/nn/NN.h"
#include "math/Fnv1a.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "runtime/core/plexus.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace plexus;

static FailureOr<Model::Value> describeValue(Location loc, StringRef name,
                                             Type type,
                                             std::optional<int64_t> classes) {
  auto tensor = cast<RankedTensorType>(type);
  ArrayRef<int64_t> shape = tensor.getShape().drop_front(nn::hasRows(type));
  std::optional<uint64_t> elements = checkedNumel(shape);
  if (!elements)
    return emitError(loc) << "`" << name << "` is too large";
  Type element = tensor.getElementType();
  uint32_t plxType = element.isInteger() ? PLX_I32
                     : element.isF64()   ? PLX_F64
                                         : PLX_F32;
  return Model::Value{name.str(), shape.vec(), plxType, *elements,
                      static_cast<uint64_t>(classes.value_or(0))};
}

static uint32_t distributionOf(StringRef name) {
  return llvm::StringSwitch<uint32_t>(name)
      .Case("constant", PLX_CONSTANT)
      .Case("uniform", PLX_UNIFORM)
      .Case("normal", PLX_NORMAL)
      .Default(PLX_LOADED);
}

/// The values that the operands of a stop_gradient are computed from.
static llvm::DenseSet<Value> valuesBeforeStops(nn::NetworkOp network) {
  llvm::DenseSet<Value> found;
  SmallVector<Value> toVisit;
  for (auto stop : network.getBody().getOps<nn::StopGradientOp>())
    toVisit.push_back(stop.getX());
  while (!toVisit.empty()) {
    Value v = toVisit.pop_back_val();
    if (found.insert(v).second && v.getDefiningOp())
      llvm::append_range(toVisit, v.getDefiningOp()->getOperands());
  }
  return found;
}

static LogicalResult describeParameters(nn::NetworkOp network, Model &model) {
  Arena arena;
  llvm::DenseSet<uint32_t> streams;
  llvm::DenseSet<Value> beforeStops = valuesBeforeStops(network);
  for (auto op : network.getBody().getOps<nn::ParameterOp>()) {
    auto type = cast<RankedTensorType>(op.getType());
    std::optional<uint64_t> bytes = bytesOf(type, 1);
    if (!bytes)
      return emitError(op.getLoc()) << "`" << op.getName() << "` is too large";
    model.isDouble |= type.getElementType().isF64();
    // Two names with one hash must not share their random numbers.
    std::string streamName = ("init:" + op.getName()).str();
    while (!streams.insert(plexus::math::fnv1a32(streamName)).second)
      streamName += '\'';
    model.parameters.push_back(
        {op.getName().str(), type.getShape().vec(),
         distributionOf(op.getDistribution()), op.getA().convertToDouble(),
         op.getB().convertToDouble(), arena.place(*bytes),
         *checkedNumel(type.getShape()), plexus::math::fnv1a32(streamName),
         op.getFrozen(), beforeStops.contains(op.getResult())});
  }
  model.parameterBytes = arena.bytes();
  return success();
}

FailureOr<Model> plexus::describeNetwork(ModuleOp module) {
  auto networks = module.getOps<nn::NetworkOp>();
  if (networks.empty())
    return emitError(module.getLoc()) << "the module holds no network";
  nn::NetworkOp network = *networks.begin();
  Region &body = network.getBody();
  Model model;
  model.name = network.getSymName().str();
  model.capacity = network.getCapacity();
  if (failed(describeParameters(network, model)))
    return failure();
  auto add = [&](std::vector<Model::Value> &to, Operation &op, StringRef name,
                 Type type, std::optional<int64_t> classes) {
    FailureOr<Model::Value> value =
        describeValue(op.getLoc(), name, type, classes);
    if (failed(value))
      return failure();
    model.isDouble |= value->type == PLX_F64;
    to.push_back(std::move(*value));
    return success();
  };
  for (auto op : body.getOps<nn::InputOp>())
    if (failed(add(model.inputs, *op, op.getName(), op.getType(),
                   op.getClasses())))
      return failure();
  for (auto op : body.getOps<nn::TargetOp>())
    if (failed(add(model.targets, *op, op.getName(), op.getType(),
                   op.getClasses())))
      return failure();
  for (auto op : body.getOps<nn::OutputOp>())
    if (failed(add(model.outputs, *op, op.getName(), op.getValue().getType(),
                   std::nullopt)))
      return failure();
  // As nn-differentiate orders them: the total, the terms of several, metrics.
  auto losses = llvm::to_vector(body.getOps<nn::LossOp>());
  if (!losses.empty())
    model.results.push_back({"loss", false, true});
  if (losses.size() > 1)
    for (nn::LossOp loss : losses)
      model.results.push_back({loss.getName().str(), false, true});
  for (auto op : body.getOps<nn::MetricOp>())
    model.results.push_back(
        {op.getName().str(), op.getFinish() == "root_mean", false});
  return model;
}

static LogicalResult describeStates(func::FuncOp step, Model &model) {
  Arena arena;
  for (auto [i, type] : llvm::enumerate(step.getArgumentTypes())) {
    auto name = step.getArgAttrOfType<StringAttr>(i, "nn.state");
    if (!name)
      continue;
    auto tensor = cast<RankedTensorType>(type);
    std::optional<uint64_t> bytes = bytesOf(tensor, 1);
    if (!bytes)
      return emitError(step.getLoc()) << "`" << name << "` is too large";
    model.states.push_back({name.getValue().str(), arena.place(*bytes),
                            *checkedNumel(tensor.getShape())});
  }
  model.stateBytes = arena.bytes();
  return success();
}

#define LAYER_STATISTIC(ENUMERATOR, NAME, PLACE)                               \
  static_assert(unsigned(Statistic::ENUMERATOR) == PLACE);
#include "compiler/transforms/grad/Statistics.def"

static void describeLayers(func::FuncOp statistics, Model &model) {
  auto layers = statistics->getAttrOfType<ArrayAttr>("nn.layers");
  for (auto layer : layers.getAsRange<DictionaryAttr>()) {
    std::string activation = layer.getAs<StringAttr>("activation").str();
    bool reluLike = layer.getAs<BoolAttr>("relu_like").getValue();
    uint32_t kind = activation.empty() ? PLX_LINEAR
                    : reluLike         ? PLX_RELU_LIKE
                                       : PLX_SATURATING;
    model.layers.push_back({layer.getAs<StringAttr>("name").str(), activation,
                            kind,
                            layer.getAs<BoolAttr>("gradient").getValue()});
  }
}

LogicalResult plexus::describeEntryPoints(ModuleOp module, Model &model) {
  if (auto statistics = module.lookupSymbol<func::FuncOp>("statistics"))
    describeLayers(statistics, model);
  auto step = module.lookupSymbol<func::FuncOp>("step");
  return step ? describeStates(step, model) : success();
}

/// Operations on real numbers in the body of a structured op.
static uint64_t flopsOfElement(linalg::LinalgOp op) {
  uint64_t flops = 0;
  for (Operation &inner : *op.getBlock()) {
    if (isa<mlir::math::FmaOp>(inner))
      flops += 2;
    else if (isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
                 arith::NegFOp, mlir::math::SqrtOp>(inner))
      flops += 1;
  }
  return flops;
}

static uint64_t flopsOf(func::FuncOp function, uint64_t rows) {
  uint64_t total = 0;
  function.walk([&](linalg::LinalgOp op) {
    uint64_t flops = flopsOfElement(op);
    for (int64_t size : op.getStaticLoopRanges())
      flops = llvm::SaturatingMultiply(
          flops,
          ShapedType::isDynamic(size) ? rows : static_cast<uint64_t>(size));
    total = llvm::SaturatingAdd(total, flops);
  });
  return total;
}

void plexus::countFlops(ModuleOp module, Model &model) {
  if (auto predict = module.lookupSymbol<func::FuncOp>("predict"))
    model.predictFlops = flopsOf(predict, 1);
  if (auto step = module.lookupSymbol<func::FuncOp>("step"))
    model.stepFlops = flopsOf(step, model.capacity);
}
