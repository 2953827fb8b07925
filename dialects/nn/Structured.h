//===- Structured.h - meanings in structured ops --------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// How the ops of the dialect say their meaning in `linalg`. Iterators come in
// the order in which loops will run, and a reduction adds in that order, from
// the first index to the last: the order of every sum is decided here.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_STRUCTURED_H
#define PLEXUS_DIALECTS_NN_STRUCTURED_H

#include "dialects/formula/IRScalar.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace plexus::nn {

using formula::IRScalar;

using Elements = llvm::ArrayRef<IRScalar>;

/// A tensor of this type with no contents; its rows are those of `like`, a
/// tensor with rows (ignored if the type has none).
mlir::Value emptyTensor(mlir::OpBuilder &b, mlir::Location loc,
                        mlir::RankedTensorType type, mlir::ValueRange like);
/// The same, every element `value`.
mlir::Value filledTensor(mlir::OpBuilder &b, mlir::Location loc,
                         mlir::RankedTensorType type, mlir::ValueRange like,
                         double value);

/// result[i] = f(operands[i]); operands are tensors of the shape of `type` or
/// scalars.
mlir::Value
mapElements(mlir::OpBuilder &b, mlir::Location loc, mlir::RankedTensorType type,
            mlir::ValueRange operands,
            llvm::function_ref<IRScalar(llvm::MutableArrayRef<IRScalar>)> f);

/// Folds the dimensions `axes` of the operands (tensors of one shape), in
/// row-major order: acc = f(operands[i], acc), from `init`.
mlir::Value
reduceElements(mlir::OpBuilder &b, mlir::Location loc,
               mlir::ValueRange operands, llvm::ArrayRef<int64_t> axes,
               double init,
               llvm::function_ref<IRScalar(llvm::MutableArrayRef<IRScalar>)> f);

/// One element for each index of the result; `indices` are of type index.
mlir::Value generateElements(
    mlir::OpBuilder &b, mlir::Location loc, mlir::RankedTensorType type,
    mlir::ValueRange like,
    llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                   mlir::ValueRange indices)>
        f);

/// The number of elements along `axes` as a scalar of x's element type.
mlir::Value countElements(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x,
                          llvm::ArrayRef<int64_t> axes);

} // namespace plexus::nn

#endif
