//===- ModelInfo.cpp - what a program must know of its network ------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/ModelInfo.h"

#include "compiler/calling/CallingConvention.h"
#include "compiler/calling/Layout.h"
#include "compiler/outputs/Flops.h"
#include "compiler/transforms/grad/Statistics.h"
#include "dialects/nn/ops/Network.h"
#include "dialects/nn/ops/StopGradient.h"
#include "math/Fnv1a.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "runtime/core/plexus.h"
#include "shape/Numel.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::calling;

static FailureOr<ModelInfo::Value>
describeValue(Location loc, StringRef name, Type type,
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
  return ModelInfo::Value{name.str(), shape.vec(), plxType, *elements,
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

static LogicalResult describeParameters(nn::NetworkOp network,
                                        ModelInfo &model) {
  llvm::DenseSet<uint32_t> streams;
  llvm::DenseSet<Value> beforeStops = valuesBeforeStops(network);
  for (auto op : network.getBody().getOps<nn::ParameterOp>()) {
    auto type = cast<RankedTensorType>(op.getType());
    std::optional<uint64_t> elements = checkedNumel(type.getShape());
    if (!elements)
      return emitError(op.getLoc()) << "`" << op.getName() << "` is too large";
    if (type.getElementType().isF64())
      model.format = plexus::math::Format::F64;
    // Two names with one hash must not share their random numbers.
    std::string streamName = ("init:" + op.getName()).str();
    while (!streams.insert(plexus::math::fnv1a32(streamName)).second)
      streamName += '\'';
    model.parameters.push_back(
        {op.getName().str(), type.getShape().vec(),
         distributionOf(op.getDistribution()), op.getA().convertToDouble(),
         op.getB().convertToDouble(), /*offset=*/0, *elements,
         plexus::math::fnv1a32(streamName), op.getFrozen(),
         beforeStops.contains(op.getResult())});
  }
  return success();
}

FailureOr<ModelInfo> plexus::describeNetwork(ModuleOp module) {
  auto networks = module.getOps<nn::NetworkOp>();
  if (networks.empty())
    return emitError(module.getLoc()) << "the module holds no network";
  nn::NetworkOp network = *networks.begin();
  Region &body = network.getBody();
  ModelInfo model;
  model.name = network.getSymName().str();
  model.capacity = network.getCapacity();
  if (failed(describeParameters(network, model)))
    return failure();
  auto add = [&](std::vector<ModelInfo::Value> &to, Operation &op,
                 StringRef name, Type type, std::optional<int64_t> classes) {
    FailureOr<ModelInfo::Value> value =
        describeValue(op.getLoc(), name, type, classes);
    if (failed(value))
      return failure();
    if (value->type == PLX_F64)
      model.format = plexus::math::Format::F64;
    to.push_back(std::move(*value));
    return success();
  };
  for (auto op : body.getOps<nn::InputOp>())
    if (failed(add(model.inputs, *op, op.getName(), op.getType(),
                   op.getClasses())))
      return failure();
  for (auto op : body.getOps<nn::TargetOp>()) {
    if (failed(add(model.targets, *op, op.getName(), op.getType(),
                   op.getClasses())))
      return failure();
    if (auto range = op.getRange()) {
      model.targets.back().low = (*range)[0];
      model.targets.back().high = (*range)[1];
    }
  }
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

static LogicalResult describeStates(func::FuncOp step, ModelInfo &model) {
  for (auto [i, type] : llvm::enumerate(step.getArgumentTypes())) {
    auto name = step.getArgAttrOfType<StringAttr>(i, "nn.state");
    if (!name)
      continue;
    auto tensor = cast<RankedTensorType>(type);
    std::optional<uint64_t> elements = checkedNumel(tensor.getShape());
    if (!elements)
      return emitError(step.getLoc()) << "`" << name << "` is too large";
    model.states.push_back({name.getValue().str(), /*offset=*/0, *elements});
  }
  return success();
}

#define LAYER_STATISTIC(ENUMERATOR, NAME, PLACE)                               \
  static_assert(unsigned(Statistic::ENUMERATOR) == PLACE);
#include "compiler/transforms/grad/Statistics.def"

static void describeLayers(func::FuncOp statistics, ModelInfo &model) {
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

LogicalResult plexus::describeEntryPoints(ModuleOp module, ModelInfo &model) {
  if (auto statistics =
          module.lookupSymbol<func::FuncOp>(nameOf(Entry::statistics)))
    describeLayers(statistics, model);
  auto step = module.lookupSymbol<func::FuncOp>(nameOf(Entry::step));
  return step ? describeStates(step, model) : success();
}

static uint64_t flopsOfEntry(func::FuncOp function, uint64_t rows) {
  uint64_t total = 0;
  function.walk([&](linalg::LinalgOp op) {
    uint64_t flops = flopsOf(*op.getBlock());
    for (int64_t size : op.getStaticLoopRanges())
      flops = llvm::SaturatingMultiply(
          flops,
          ShapedType::isDynamic(size) ? rows : static_cast<uint64_t>(size));
    total = llvm::SaturatingAdd(total, flops);
  });
  return total;
}

void plexus::describeMemory(ModuleOp module, ModelInfo &model) {
  for (ModelInfo::Parameter &parameter : model.parameters) {
    parameter.offset = offsetIn(module, "plx.parameters", parameter.name);
    parameter.columnLength = columnLengthIn(module, parameter.name);
  }
  for (ModelInfo::State &state : model.states) {
    state.offset = offsetIn(module, "plx.states", state.name);
    state.columnLength = columnLengthIn(module, state.name);
  }
  model.parameterBytes = bytesIn(module, "plx.parameter_bytes");
  model.stateBytes = bytesIn(module, "plx.state_bytes");
  model.workspaceBytes = bytesIn(module, "plx.workspace_bytes");
}

void plexus::countFlops(ModuleOp module, ModelInfo &model) {
  if (auto predict = module.lookupSymbol<func::FuncOp>(nameOf(Entry::predict)))
    model.predictFlops = flopsOfEntry(predict, 1);
  if (auto step = module.lookupSymbol<func::FuncOp>(nameOf(Entry::step)))
    model.stepFlops = flopsOfEntry(step, model.capacity);
}
