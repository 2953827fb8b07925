//===- Rows.h - types with the rows of the batch --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// A tensor that changes from row to row has the rows as its first dimension,
// which is the only dynamic one.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_ROWS_H
#define PLEXUS_DIALECTS_NN_ROWS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace plexus::nn {

/// Whether the first dimension is the rows of the batch.
bool hasRows(mlir::Type type);
/// Whether every dimension but the first is known.
bool isDynamicInRowsAlone(mlir::Type type);
/// Whether the real numbers among operands and results are all f32 or all f64.
bool haveOneFormat(mlir::Operation &op);
/// The tensor spread over the rows of `like`; itself if it has rows.
mlir::Value withRows(mlir::OpBuilder &b, mlir::Location loc, mlir::Value value,
                     mlir::Value like);
/// The type as the language writes it, without the batch: "f32[16]".
std::string spell(mlir::Type type);

/// The dimensions of a row: all but the rows of the batch.
llvm::SmallVector<int64_t> rowAxes(mlir::Type type);
/// All dimensions but the last, the rows among them.
llvm::SmallVector<int64_t> leadingAxes(mlir::Type type);
/// The shape of a row, and the shape with rows in front of it where `like` has
/// rows.
llvm::ArrayRef<int64_t> rowShape(mlir::RankedTensorType type);
llvm::SmallVector<int64_t> withRowsLike(mlir::Type like,
                                        llvm::ArrayRef<int64_t> rowShape);
/// The shape without the dimensions `axes`.
llvm::SmallVector<int64_t> without(llvm::ArrayRef<int64_t> shape,
                                   llvm::ArrayRef<int64_t> axes);

} // namespace plexus::nn

#endif
