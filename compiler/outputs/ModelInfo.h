//===- ModelInfo.h - what a program must know of its network --------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// The contents of `plx_model` (runtime/core/plexus.h), gathered on the way up
// the ladder.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_COMPILER_OUTPUTS_MODELINFO_H
#define PLEXUS_COMPILER_OUTPUTS_MODELINFO_H

#include "math/Format.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include <string>
#include <vector>

namespace plexus {

struct ModelInfo {
  struct Parameter {
    std::string name;
    std::vector<int64_t> shape;
    uint32_t distribution; ///< plx_distribution
    double a, b;
    uint64_t offset, elements;
    uint32_t stream;
    bool frozen, stopped;
    uint64_t columnLength = 0; ///< see plx_parameter
  };
  struct State {
    std::string name;
    uint64_t offset, elements;
    uint64_t columnLength = 0; ///< see plx_parameter
  };
  struct Value {
    std::string name;
    std::vector<int64_t> shape; ///< of one row
    uint32_t type;              ///< plx_type
    uint64_t elements, classes;
    double low = 0, high = 0; ///< numbers of its data, where low < high
  };
  struct Result {
    std::string name;
    bool isRootMean, isLoss;
  };

  struct Layer {
    std::string name, activation;
    uint32_t activationKind; ///< plx_activation
    bool hasGradient;
  };

  std::string name;
  math::Format format = math::Format::F32;
  int64_t capacity = 1;
  std::vector<Parameter> parameters;
  std::vector<State> states;
  std::vector<Value> inputs, targets, outputs;
  std::vector<Result> results;
  std::vector<Layer> layers;
  uint64_t parameterBytes = 0, stateBytes = 0, workspaceBytes = 0;
  uint64_t predictFlops = 0, stepFlops = 0;
};

/// Reads a module that holds one `nn.network`, as imported. Fails after a
/// diagnostic where a tensor is too large.
llvm::FailureOr<ModelInfo> describeNetwork(mlir::ModuleOp module);

/// Adds the states of the optimizer and the layers, from the entry points that
/// `nn-differentiate` made.
llvm::LogicalResult describeEntryPoints(mlir::ModuleOp module,
                                        ModelInfo &model);

/// Adds where everything lies and how many bytes that takes, from what
/// `plx-bind-buffers` and `plx-plan-memory` wrote down.
void describeMemory(mlir::ModuleOp module, ModelInfo &model);

/// Adds the floating point operations, from entry points in `linalg`.
void countFlops(mlir::ModuleOp module, ModelInfo &model);

} // namespace plexus

#endif
