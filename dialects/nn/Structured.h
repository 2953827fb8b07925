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

/// The number of elements along `axes` as a scalar of x's element type.
mlir::Value countElements(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x,
                          llvm::ArrayRef<int64_t> axes);

// What the rows of the tables share; see Elementwise.td, Losses.td and
// Optimizers.td.
llvm::SmallVector<mlir::Value> lowerElementwise(mlir::OpBuilder &b,
                                                mlir::Operation *op);
llvm::SmallVector<mlir::Value> lowerRowMean(mlir::OpBuilder &b,
                                            mlir::Operation *op);
llvm::SmallVector<mlir::Value>
lowerUpdate(mlir::OpBuilder &b, mlir::Operation *op, unsigned tensorCount,
            llvm::function_ref<void(llvm::MutableArrayRef<IRScalar>)> update);

llvm::LogicalResult inferElementwise(std::optional<mlir::Location> loc,
                                     llvm::StringRef opName,
                                     mlir::ValueRange operands,
                                     llvm::SmallVectorImpl<mlir::Type> &types);
llvm::LogicalResult inferRowMean(std::optional<mlir::Location> loc,
                                 llvm::StringRef opName,
                                 mlir::ValueRange operands,
                                 llvm::SmallVectorImpl<mlir::Type> &types);

class IRTensor;
class Gradients;
/// The gradient of an operand of the row mean `op` whose slope is given:
/// slope * dL/dresult / n, n the elements of a row.
mlir::Value spreadRowMean(Gradients &g, mlir::Operation *op, IRTensor slope);

/// Attributes of a row, with their defaults.
double number(mlir::Operation *op, llvm::StringRef name, double otherwise);
double number(mlir::DictionaryAttr settings, llvm::StringRef name,
              double otherwise = 0.0);
bool flag(mlir::Operation *op, llvm::StringRef name, bool otherwise);

} // namespace plexus::nn

#endif
