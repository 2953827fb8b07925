//===- Differentiate.cpp - from a network to its entry points -------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/Passes.h"
#include "compiler/transforms/grad/EntryPoint.h"
#include "compiler/transforms/grad/Statistics.h"
#include "dialects/nn/ops/Broadcast.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

namespace plexus {
#define GEN_PASS_DEF_DIFFERENTIATE
#include "compiler/transforms/Passes.h.inc"
} // namespace plexus

static void buildPredict(NetworkOp network) {
  EntryPoint entry(network, calling::Entry::predict);
  entry.forward(Mode::Predicting);
  for (auto output : network.getBody().getOps<OutputOp>())
    entry.result(entry.at(output.getValue()), "nn.output", output.getName());
  entry.finish();
}

static void buildEvaluate(NetworkOp network) {
  EntryPoint entry(network, calling::Entry::evaluate);
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

static void buildGradients(NetworkOp network) {
  EntryPoint entry(network, calling::Entry::gradients);
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
  EntryPoint entry(network, calling::Entry::step);
  entry.forward(Mode::Training);
  Value loss = entry.lossesAndMetrics();
  Gradients g = entry.gradients(loss);
  updateParameters(entry, network, g, loss);
  entry.finish();
}

namespace {
struct DifferentiatePass : plexus::impl::DifferentiateBase<DifferentiatePass> {
  using DifferentiateBase::DifferentiateBase;
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
      if (hasLoss && statistics)
        buildStatistics(network);
      getOperation()->setAttr("plx.capacity", network.getCapacityAttr());
      network.erase();
    }
  }
};
} // namespace
