//===- KernelTime.cpp - how long a kernel takes at least ------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#include "compiler/outputs/KernelTime.h"

#include "compiler/outputs/EntryCalls.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace plexus;

namespace {

/// One kernel while its cycles are counted.
class Estimator {
public:
  Estimator(const TargetInfo &machine, Indices indices, bool vectorised)
      : machine(machine), indices(std::move(indices)), vectorised(vectorised) {}

  FailureOr<double> cyclesOf(Block &block);

private:
  double instructionsFor(Type type) const;
  double cyclesOfOps(Block &block) const;

  const TargetInfo &machine;
  Indices indices;
  bool vectorised; ///< LLVM computes several elements of plain loops at once
};

} // namespace

/// How many instructions compute or move such a value: of a vector as many as
/// it fills registers.
double Estimator::instructionsFor(Type type) const {
  auto vector = dyn_cast<VectorType>(type);
  Type element = vector ? vector.getElementType() : type;
  if (!element.isIntOrFloat())
    return 0; // addresses and counts are free
  double bytes = element.getIntOrFloatBitWidth() / 8.0;
  if (vector)
    return std::max(1.0, bytes * double(vector.getNumElements()) /
                             machine.vectorBytes);
  return vectorised ? bytes / machine.vectorBytes : 1;
}

static bool isArithmetic(Operation &op) {
  return isa<arith::ArithDialect, mlir::math::MathDialect>(op.getDialect()) &&
         !op.hasTrait<OpTrait::ConstantLike>();
}

/// How many ops, one after the other, an iteration does to what it carries to
/// the next.
static unsigned chainLength(Block &block) {
  auto loop = dyn_cast<scf::ForOp>(block.getParentOp());
  if (!loop)
    return 0;
  llvm::DenseMap<Value, unsigned> depths;
  for (Value carried : loop.getRegionIterArgs())
    depths[carried] = 0;
  unsigned longest = 0;
  for (Operation &op : block)
    for (Value operand : op.getOperands())
      if (auto depth = depths.find(operand); depth != depths.end()) {
        unsigned now = depth->second + isArithmetic(op);
        longest = std::max(longest, now);
        for (Value result : op.getResults())
          depths[result] = std::max(depths[result], now);
      }
  return longest;
}

/// The cycles of the ops of a block, without those inside of them.
double Estimator::cyclesOfOps(Block &block) const {
  double arithmetic = 0, loads = 0;
  for (Operation &op : block)
    if (isa<memref::LoadOp, vector::LoadOp, vector::MaskedLoadOp>(op))
      loads += instructionsFor(op.getResult(0).getType());
    else if (isArithmetic(op))
      arithmetic += instructionsFor(op.getResult(0).getType());
  return std::max({arithmetic / machine.fmaUnits, loads / machine.loads,
                   double(chainLength(block)) * machine.fmaLatency});
}

FailureOr<double> Estimator::cyclesOf(Block &block) {
  double cycles = cyclesOfOps(block);
  for (Operation &op : block) {
    if (auto loop = dyn_cast<scf::ForOp>(op)) {
      if (failed(indices.forEach(loop, [&](uint64_t iterations) {
            FailureOr<double> body = cyclesOf(*loop.getBody());
            cycles += double(iterations) * body.value_or(0);
            return LogicalResult(body);
          })))
        return failure();
      continue;
    }
    auto choice = dyn_cast<scf::IfOp>(op);
    std::optional<bool> chosen = choice ? indices.of(choice) : std::nullopt;
    for (Region &region : op.getRegions())
      for (Block &inner : region) {
        if (chosen && *chosen != (&inner == choice.thenBlock()))
          continue;
        FailureOr<double> body = cyclesOf(inner);
        if (failed(body))
          return failure();
        cycles += *body;
      }
  }
  return cycles;
}

LogicalResult plexus::timeKernels(ModuleOp loops, const TargetInfo &machine,
                                  bool vectorised, KernelPlan &plan) {
  std::vector<EntryCall> calls = callsOfEntries(loops, plan.rows);
  for (auto [call, planned] : llvm::zip_equal(calls, plan.kernels)) {
    bool isPlain = planned.tile.empty();
    Estimator estimator(machine, call.indices, isPlain && vectorised);
    FailureOr<double> cycles =
        estimator.cyclesOf(call.kernel.getBody().front());
    if (failed(cycles))
      return failure();
    double bytes = double(planned.bytesRead + planned.bytesWritten);
    planned.cycles = std::max(
        *cycles, bytes / machine.spaceFor(planned.bytesTouched).bytesPerCycle);
  }
  return success();
}
