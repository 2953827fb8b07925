//===- PrintIR.h - a stage, or one function of it, as text ------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTIR_H
#define PLEXUS_COMPILER_DRIVER_PRINTIR_H

#include "compiler/pipeline/Pipeline.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

namespace plexus::driver {

/// Prints the IR on the way to `stage` so that it can be parsed again: the
/// function of that name with declarations of what it calls, or where there is
/// no kernel of that name yet, the entry point that it will belong to. Without
/// a name, all functions but those of `statistics`.
void printIR(mlir::ModuleOp module, Stage stage, llvm::StringRef function,
             llvm::raw_ostream &os);

/// Whether `printIR` of a function of that name, or of all, shows this one.
bool isShown(mlir::func::FuncOp function, llvm::StringRef name);

/// Whether the module, on the way to `stage`, has a function, or a network, of
/// this name; the error guesses at what was meant, or says what there is.
/// Errors: Usage.
llvm::Error checkFunction(mlir::ModuleOp module, Stage stage,
                          llvm::StringRef function);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTIR_H
