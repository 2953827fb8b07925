//===- Random.h - random numbers inside a kernel --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_RANDOM_H
#define PLEXUS_DIALECTS_NN_RANDOM_H

#include "dialects/formula/IRScalar.h"
#include "math/Philox.h"
#include "mlir/IR/BuiltinTypes.h"
#include <array>

namespace plexus::nn {

using formula::IRWord;

/// The stream of random numbers of a purpose and a path, e.g. "dropout" and
/// "encoder.dropout0", as an attribute.
mlir::IntegerAttr randomStream(mlir::Builder &b, llvm::StringRef purpose,
                               llvm::StringRef path);

/// The first two random words of the element at `indices` (of type index) of a
/// tensor with the shape of `type`, under the key `seed`
/// in `stream` at `step` (both i64). The element's number is its row-major
/// index.
std::array<IRWord, 2> randomWords(mlir::OpBuilder &b, mlir::Location loc,
                                  mlir::RankedTensorType type,
                                  mlir::ValueRange indices, mlir::Value seed,
                                  mlir::Value step, uint32_t stream);

} // namespace plexus::nn

#endif
