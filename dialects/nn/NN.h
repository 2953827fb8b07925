//===- NN.h - the dialect of networks -------------------------------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
//===----------------------------------------------------------------------===//
#ifndef PLEXUS_DIALECTS_NN_NN_H
#define PLEXUS_DIALECTS_NN_NN_H

#include "dialects/formula/Formula.h"
#include "dialects/formula/IRScalar.h"
#include "dialects/nn/Gradients.h"
#include "dialects/nn/Rows.h"
#include "dialects/nn/Structured.h"
#include "dialects/nn/Tables.h"
#include "dialects/nn/Word.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace plexus::nn {

/// What turns the mean over all rows into a metric.
enum class Finish { Mean, RootMean };

/// Ops as types: a table of ops is one such list.
template <class... Ops> struct OpList {
  /// Calls f.operator()<Op>() for each op.
  template <class F> static void forEach(F &&f) {
    (f.template operator()<Ops>(), ...);
  }
};

} // namespace plexus::nn

#include "dialects/nn/NNDialect.h.inc"
#include "dialects/nn/NNInterfaces.h.inc"

#endif
