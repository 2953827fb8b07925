//===- TileCode.h - the code of one tile of a kernel ----------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_TILE_TILECODE_H
#define PLEXUS_COMPILER_TRANSFORMS_TILE_TILECODE_H

#include "compiler/transforms/tile/Nest.h"

namespace plexus {

/// Where a tile finds the columns of the input that has a panel.
enum class Source {
  Input,
  InputToPanel, ///< in the input, and leaves them in the panel
  Panel
};

/// Writes the sums of so many rows and columns, from the indices of the nest
/// on, as values that the loop of the sum carries, and what follows from them.
void writeTile(Nest &nest, int64_t rows, llvm::ArrayRef<Columns> columns,
               Source source);

/// The same of one row, term by term: `beginRow` for all columns, `addToRow`
/// for each few terms and all columns, `finishRow` for all columns. The sums
/// lie in the panel meanwhile, which such a row does not use, one column after
/// the other.
void beginRow(Nest &nest, llvm::ArrayRef<Columns> columns);
void addToRow(Nest &nest, llvm::ArrayRef<Columns> columns, int64_t terms);
void finishRow(Nest &nest, llvm::ArrayRef<Columns> columns);

} // namespace plexus

#endif
