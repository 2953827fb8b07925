//===- EntryPoint.h - an entry point while it is built --------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_TRANSFORMS_GRAD_ENTRYPOINT_H
#define PLEXUS_COMPILER_TRANSFORMS_GRAD_ENTRYPOINT_H

#include "compiler/calling/CallingConvention.h"
#include "dialects/nn/ops/Network.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"

namespace plexus {

enum class Mode { Predicting, Training };

/// An entry point while it is built: a copy of the network's computation on
/// the arguments of a function, and what it returns.
class EntryPoint {
public:
  EntryPoint(nn::NetworkOp network, calling::Entry entry);

  mlir::OpBuilder b;
  mlir::func::FuncOp function;
  /// The key of the random numbers of a training step; null while predicting.
  mlir::Value seed, step;
  /// Adds an argument that carries `role` = `name`.
  mlir::Value argument(mlir::Type type, llvm::StringRef role,
                       llvm::StringRef name, mlir::Location loc);
  mlir::Value scalar(llvm::StringRef name, mlir::Type type);
  /// Copies the computation.
  void forward(Mode mode);
  /// What a value of the network is here; null where it is not needed.
  mlir::Value at(mlir::Value v) const { return mapping.lookupOrNull(v); }
  /// Makes v a result, which carries `role` = `name`.
  void result(mlir::Value v, llvm::StringRef role, llvm::StringRef name);
  /// The sum of the means of all losses over the rows; null without a loss.
  mlir::Value totalLoss();
  /// Makes results of the total loss, which it returns, of the terms if there
  /// are several, and of the metrics.
  mlir::Value lossesAndMetrics();
  /// Gradients of `loss` in what the parameters that are trained reach.
  nn::Gradients gradients(mlir::Value loss);
  void finish();

private:
  nn::NetworkOp network;
  mlir::Block *body;
  mlir::IRMapping mapping;
  llvm::SmallVector<mlir::Value> lossTerms; ///< once totalLoss() was called
  llvm::SmallVector<mlir::Value> results;
  llvm::SmallVector<mlir::DictionaryAttr> resultRoles, argumentRoles;
};

/// Clips the gradients as the network says and returns its parameters and
/// states as its optimizer changes them; as they are, where `loss` is not
/// finite.
void updateParameters(EntryPoint &entry, nn::NetworkOp network,
                      const nn::Gradients &gradients, mlir::Value loss);

} // namespace plexus

#endif
