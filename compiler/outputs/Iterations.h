//===- Iterations.h - how often a loop runs ---------------------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_ITERATIONS_H
#define PLEXUS_COMPILER_OUTPUTS_ITERATIONS_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace plexus {

/// The indices `from`, `from + step`, ... below `to`.
struct Iterations {
  int64_t from = 0, to = 0, step = 1;

  int64_t count() const {
    return to <= from ? 0 : (to - from + step - 1) / step;
  }
  int64_t last() const { return from + (count() - 1) * step; }
};

/// The values of indices in a call with a number of rows that is known.
class Indices {
public:
  explicit Indices(int64_t rows) : rows(rows) {}

  void set(mlir::Value index, int64_t value) { values[index] = value; }
  /// None where it depends on something else than rows and what was set.
  std::optional<int64_t> valueOf(mlir::Value index) const;
  std::optional<Iterations> of(mlir::scf::ForOp loop) const;
  /// Whether the condition of `choice` holds; none where that depends on
  /// something else.
  std::optional<bool> of(mlir::scf::IfOp choice) const;
  /// Calls `body` for groups of iterations, with how many they are and the
  /// index of one of them set. All but the last are taken to be like the
  /// second: of the parts of a sum it is the one that adds one that waits, as
  /// they do on average. Fails where valueOf gives no bound, or where `body`
  /// does.
  llvm::LogicalResult
  forEach(mlir::scf::ForOp loop,
          llvm::function_ref<llvm::LogicalResult(uint64_t)> body);

private:
  std::optional<bool> holds(mlir::Value condition) const;

  int64_t rows;
  llvm::DenseMap<mlir::Value, int64_t> values;
};

} // namespace plexus

#endif
