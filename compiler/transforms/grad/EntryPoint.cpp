//===- EntryPoint.cpp - an entry point while it is built ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Its gradients come from reverse accumulation over the ops of the forward
// pass, last to first. The rules are the ops' own (BackwardInterface); this
// file knows no op by name but the frame of the network.
//
//===----------------------------------------------------------------------===//
#include "compiler/transforms/grad/EntryPoint.h"
#include "dialects/nn/Arithmetic.h"
#include "dialects/nn/ops/Reduce.h"

#include "dialects/nn/Origin.h"

using namespace mlir;
using namespace plexus;
using namespace plexus::nn;

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

EntryPoint::EntryPoint(NetworkOp network, calling::Entry entry)
    : b(network->getContext()), network(network) {
  b.setInsertionPoint(network);
  function = func::FuncOp::create(b, network.getLoc(), calling::nameOf(entry),
                                  b.getFunctionType({}, {}));
  body = function.addEntryBlock();
  b.setInsertionPointToEnd(body);
  bool takesTargets = calling::takes(entry, calling::Arrays::Targets);
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

Value EntryPoint::totalLoss() {
  Value total;
  for (auto loss : network.getBody().getOps<LossOp>()) {
    Value term = meanOverRows(b, at(loss.getValue()), loss.getName());
    lossTerms.push_back(term);
    total = total ? Value(AddOp::create(b, loss.getLoc(), total, term)) : term;
  }
  return total;
}

Value EntryPoint::lossesAndMetrics() {
  Value total = totalLoss();
  if (total)
    result(total, "nn.result", "loss");
  if (lossTerms.size() > 1)
    for (auto [loss, term] :
         llvm::zip(network.getBody().getOps<LossOp>(), lossTerms))
      result(term, "nn.result", loss.getName());
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
      g.loc = locationFor(rule);
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
