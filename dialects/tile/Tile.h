//===- Tile.h - the dialect of kernels ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_DIALECTS_TILE_TILE_H
#define PLEXUS_DIALECTS_TILE_TILE_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/tile/TileDialect.h.inc"
#define GET_OP_CLASSES
#include "dialects/tile/TileOps.h.inc"

namespace plexus::tile {

/// How many elements of a type a vector of so many bytes holds.
inline int64_t lanesOf(unsigned vectorBytes, mlir::Type element) {
  return int64_t(vectorBytes) * 8 / element.getIntOrFloatBitWidth();
}

/// How kernels on tensors become kernels on buffers.
void registerBufferization(mlir::DialectRegistry &registry);

} // namespace plexus::tile

#endif
