//===- Nest.h - the loops around a tile of a kernel -----------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_TILE_NEST_H
#define PLEXUS_COMPILER_TRANSFORMS_TILE_NEST_H

#include "dialects/tile/Tile.h"

namespace plexus {

/// Columns that are computed as one vector.
struct Columns {
  int64_t offset; ///< from the first of the tile
  int64_t count, lanes;

  /// Whether the last lanes hold no columns.
  bool isPartial() const { return count < lanes; }
};

/// A part of a sum while its tiles are written.
struct Part {
  mlir::Value number;
  mlir::Value isLast; ///< no other follows
  mlir::Value level; ///< below which others wait for it; it waits there itself,
                     ///< but for the last
};

/// The loops of one kernel, and where in them code is written.
struct Nest {
  explicit Nest(tile::KernelOp kernel)
      : kernel(kernel), b(kernel), loc(kernel.getLoc()),
        parallel(kernel.parallelLoops()), indices(kernel.getSums().size()) {}

  bool hasRows() const { return parallel.size() > 1; }
  unsigned rowLoop() const { return parallel[parallel.size() - 2]; }
  unsigned columnLoop() const { return parallel.back(); }

  mlir::Value constant(int64_t value);
  /// How often a loop runs, from an input that has its dimension.
  mlir::Value sizeOf(unsigned loop);
  int64_t columnCount();
  /// Where the first of these columns in a row of the tile lies.
  llvm::SmallVector<mlir::Value> placeOf(mlir::OpOperand &operand, int64_t row,
                                         Columns columns);

  tile::KernelOp kernel;
  mlir::OpBuilder b;
  mlir::Location loc;
  llvm::SmallVector<unsigned> parallel;   ///< loops, from the outermost
  llvm::SmallVector<mlir::Value> indices; ///< of all loops: first of the tile
  mlir::Value firstTerm, endOfTerms;      ///< of the sum, or of the part
  std::optional<Part> part;
};

} // namespace plexus

#endif
