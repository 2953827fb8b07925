//===- Network.cpp - the frame of a network -------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "dialects/nn/ops/Network.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace plexus::nn;

LogicalResult NetworkOp::verify() {
  if (static_cast<int64_t>(getCapacity()) < 1) // network_c1
    return emitError() << "the capacity of a network is at least 1, not "
                       << static_cast<int64_t>(getCapacity());
  auto settings = getOptimizer();
  if (!settings)
    return success();
  auto name = settings->getAs<StringAttr>("op");
  auto info =
      name ? RegisteredOperationName::lookup(name, getContext()) : std::nullopt;
  auto *optimizer = info ? info->getInterface<OptimizerInterface>() : nullptr;
  if (!optimizer) // network_c2
    return emitError() << "the optimizer of a network names its op: "
                       << *settings;
  for (StringRef beta : optimizer->corrections())
    if (!settings->getAs<FloatAttr>(beta)) // network_c2
      return emitError() << "the optimizer `" << name.getValue() << "` needs `"
                         << beta << "`";
  return success();
}

LogicalResult NetworkOp::verifyRegions() {
  llvm::DenseSet<Value> known;
  for (Operation &op : getBody().front()) {
    bool knows = !isa<TargetOp>(op) &&
                 llvm::all_of(op.getOperands(),
                              [&](Value v) { return known.contains(v); });
    if (knows)
      known.insert(op.result_begin(), op.result_end());
    else if (isa<OutputOp>(op)) // network_c3
      return op.emitOpError() << "depends on a target";
  }
  return success();
}

static LogicalResult verifyFeature(Operation *op, Value value,
                                   std::optional<uint64_t> classes) {
  Type type = value.getType();
  if (!hasRows(type)) // input_c1
    return op->emitOpError() << "has rows, but its type is " << type;
  bool isIndex = getElementTypeOrSelf(type).isInteger();
  if (isIndex != classes.has_value() ||
      (classes && static_cast<int64_t>(*classes) < 1)) // input_c2
    return op->emitOpError() << (isIndex ? "of integers has at least one class"
                                         : "of real numbers has no classes");
  return success();
}

LogicalResult InputOp::verify() {
  return verifyFeature(*this, getResult(), getClasses());
}

LogicalResult TargetOp::verify() {
  auto range = getRange();
  if (range && (range->size() != 2 || !((*range)[0] < (*range)[1]) ||
                getClasses())) // target_c1
    return emitOpError() << "of real numbers has a range from the least to the "
                            "largest of them";
  return verifyFeature(*this, getResult(), getClasses());
}

LogicalResult ParameterOp::verify() {
  StringRef known[] = {"constant", "uniform", "normal", "loaded"};
  if (!llvm::is_contained(known, getDistribution())) // parameter_c1
    return emitOpError() << "has the unknown distribution `"
                         << getDistribution() << "`";
  if (hasRows(getResult().getType())) // parameter_c2
    return emitOpError() << "does not depend on a row, but its type is "
                         << getResult().getType();
  return success();
}

/// A loss or metric is one number for each row, or one for all.
static LogicalResult verifyRowScalar(Operation *op, StringRef what,
                                     Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getRank() == (hasRows(type) ? 1 : 0)) // loss_c1, metric_c1
    return success();
  return emitError(op->getLoc())
         << "a " << what << " is one number for each row, this is "
         << spell(type) << "; did you mean `mean(...)`?";
}

LogicalResult LossOp::verify() {
  return verifyRowScalar(*this, "loss", getValue());
}

LogicalResult MetricOp::verify() {
  if (getFinish() != "mean" && getFinish() != "root_mean") // metric_c2
    return emitOpError() << "is finished by `mean` or `root_mean`, not `"
                         << getFinish() << "`";
  return verifyRowScalar(*this, "metric", getValue());
}

/// `normal(0.0, 0.5)`: the distribution of a parameter and its two numbers.
static ParseResult parseDistribution(OpAsmParser &parser, StringAttr &name,
                                     FloatAttr &a, FloatAttr &b) {
  std::string word;
  double first, second;
  if (parser.parseKeywordOrString(&word) || parser.parseLParen() ||
      parser.parseFloat(first) || parser.parseComma() ||
      parser.parseFloat(second) || parser.parseRParen())
    return failure();
  Builder &builder = parser.getBuilder();
  name = builder.getStringAttr(word);
  a = builder.getF64FloatAttr(first);
  b = builder.getF64FloatAttr(second);
  return success();
}

static void printDistribution(OpAsmPrinter &printer, Operation *,
                              StringAttr name, FloatAttr a, FloatAttr b) {
  printer << name.getValue() << '(';
  printer.printFloat(a.getValue());
  printer << ", ";
  printer.printFloat(b.getValue());
  printer << ')';
}

#include "dialects/nn/ops/Network.ops.inc"
