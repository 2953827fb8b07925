//===- Sums.h - the order of long sums ------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A sum over rows is made in parts of consecutive rows, which are combined as a
// balanced binary tree; any other long sum has lanes. Both depend on the rows
// that are there and on shapes alone, never on the capacity, the target or who
// computes them: docs/functions.md, Order of sums.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_SUMS_H
#define PLEXUS_DIALECTS_NN_SUMS_H

#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace plexus::nn {

/// Rows of a part.
inline constexpr int64_t rowsOfPart = 128;
/// The attribute of a module that says otherwise, at least 2, for tests with
/// small numbers, and the one that says how many rows there are at most;
/// without it they are one part.
inline constexpr llvm::StringLiteral rowsOfPartAttr = "plx.part_rows";
inline constexpr llvm::StringLiteral capacityAttr = "plx.capacity";

/// A sum of up to so many elements that are no rows is one chain; a longer one
/// has `sumLanes` chains, of which element i is in that of i modulo sumLanes.
inline constexpr int64_t longestChain = 64, sumLanes = 16;

/// A loop nest that adds up. Its loops come in order, the outermost first.
struct SumLoops {
  mlir::RankedTensorType type; ///< of the sums
  llvm::SmallVector<mlir::Value> inputs;
  llvm::SmallVector<mlir::AffineMap> maps; ///< from loops to inputs
  mlir::AffineMap sums;                    ///< from loops to sums
  llvm::SmallVector<mlir::utils::IteratorType> iterators;
};

/// A sum further: the elements of the inputs, and last the sum so far.
using Add = llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                           mlir::ValueRange)>;

/// From +0, in parts (`nn.combine_parts`) where the loops add up rows, and
/// otherwise one chain.
mlir::Value sumOverLoops(mlir::OpBuilder &b, mlir::Location loc,
                         const SumLoops &loops, Add add);

/// The tree over the sums of parts, the first dimension (0 + 1, 2 + 3, ...), of
/// which `count` are there: a part without a partner goes up as it is.
mlir::Value addParts(mlir::OpBuilder &b, mlir::Location loc, mlir::Value parts,
                     mlir::Value count);

/// The sums of x along `axes`, in parts or lanes where they are long.
mlir::Value sumElements(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x,
                        llvm::ArrayRef<int64_t> axes);

} // namespace plexus::nn

#endif
