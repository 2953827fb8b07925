//===- Iterations.cpp - how often a loop runs -----------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/Iterations.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace plexus;

/// What an op makes of two indices; none for a division by 0.
static std::optional<int64_t> combine(Operation *op, int64_t a, int64_t b) {
  if (isa<arith::AddIOp>(op))
    return a + b;
  if (isa<arith::SubIOp>(op))
    return a - b;
  if (isa<arith::MulIOp>(op))
    return a * b;
  if (isa<arith::MinUIOp, arith::MinSIOp>(op))
    return std::min(a, b);
  if (isa<arith::MaxUIOp, arith::MaxSIOp>(op))
    return std::max(a, b);
  if (isa<arith::DivUIOp, arith::DivSIOp>(op) && b != 0)
    return a / b;
  if (isa<arith::RemUIOp, arith::RemSIOp>(op) && b != 0)
    return a % b;
  return std::nullopt;
}

std::optional<int64_t> Indices::valueOf(Value index) const {
  if (auto known = values.find(index); known != values.end())
    return known->second;
  APInt constant;
  if (matchPattern(index, m_ConstantInt(&constant)))
    return constant.getSExtValue();
  Operation *op = index.getDefiningOp();
  if (!op)
    return std::nullopt;
  if (isa<memref::DimOp>(op))
    return rows; // static sizes are constants
  if (isa<arith::IndexCastOp>(op))
    return valueOf(op->getOperand(0));
  if (isa<math::CountTrailingZerosOp, math::CountLeadingZerosOp>(op)) {
    auto number = valueOf(op->getOperand(0));
    if (!number)
      return std::nullopt;
    return isa<math::CountTrailingZerosOp>(op)
               ? llvm::countr_zero(uint64_t(*number))
               : llvm::countl_zero(uint64_t(*number));
  }
  if (auto select = dyn_cast<arith::SelectOp>(op)) {
    auto chosen = holds(select.getCondition());
    return chosen ? valueOf(*chosen ? select.getTrueValue()
                                    : select.getFalseValue())
                  : std::nullopt;
  }
  if (op->getNumOperands() != 2)
    return std::nullopt;
  auto a = valueOf(op->getOperand(0)), b = valueOf(op->getOperand(1));
  return a && b ? combine(op, *a, *b) : std::nullopt;
}

std::optional<Iterations> Indices::of(scf::ForOp loop) const {
  auto from = valueOf(loop.getLowerBound()), to = valueOf(loop.getUpperBound()),
       step = valueOf(loop.getStep());
  if (!from || !to || !step || *step <= 0)
    return std::nullopt;
  return Iterations{*from, *to, *step};
}

std::optional<bool> Indices::of(scf::IfOp choice) const {
  return holds(choice.getCondition());
}

std::optional<bool> Indices::holds(Value condition) const {
  auto compared = condition.getDefiningOp<arith::CmpIOp>();
  if (!compared)
    return std::nullopt;
  auto a = valueOf(compared.getLhs()), b = valueOf(compared.getRhs());
  if (!a || !b)
    return std::nullopt;
  return arith::applyCmpPredicate(compared.getPredicate(),
                                  APInt(64, uint64_t(*a)),
                                  APInt(64, uint64_t(*b)));
}

LogicalResult
Indices::forEach(scf::ForOp loop,
                 llvm::function_ref<LogicalResult(uint64_t)> body) {
  std::optional<Iterations> iterations = of(loop);
  if (!iterations)
    return loop.emitError() << "it is not known how often the loop runs";
  int64_t count = iterations->count();
  if (count > 1) {
    set(loop.getInductionVar(),
        iterations->from + (count > 2 ? iterations->step : 0));
    if (failed(body(count - 1)))
      return failure();
  }
  if (count == 0)
    return success();
  set(loop.getInductionVar(), iterations->last());
  return body(1);
}
