//===- Tables.h - what the rows of the tables share -----------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// Activations.td, Arithmetic.td, Losses.td and Optimizers.td make an op of each
// row: these functions are the bodies of its methods.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_TABLES_H
#define PLEXUS_DIALECTS_NN_TABLES_H

#include "dialects/nn/Structured.h"

namespace plexus::nn {

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
