//===- Prefetch.h - what a tile asks of memory early ----------*- C++ -*-===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// What a tile reads that no cache guesses, as it does not lie in the order in
// which it is read, is asked for before it is needed. Buffers that the first
// cache holds are left alone.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_TILE_PREFETCH_H
#define PLEXUS_COMPILER_TRANSFORMS_TILE_PREFETCH_H

#include "compiler/transforms/tile/Nest.h"

namespace plexus {

/// Before a sum: what the epilogue reads of each row and column of the tile, a
/// weight that is updated for most.
void prefetchEpilogueInputs(Nest &nest, int64_t rows,
                            llvm::ArrayRef<Columns> columns);

/// In a sum: columns, of the input that has a panel, of a term to come. Those
/// of one term lie far from those of the next.
void prefetchTerm(Nest &nest, llvm::ArrayRef<Columns> columns);

/// Before the sum of a part: the share of this tile in the terms of the next
/// part. All tiles of the part ask for all terms, in the order of memory, of
/// which each tile will read a few elements here and there.
void prefetchNextPart(Nest &nest);

} // namespace plexus

#endif
