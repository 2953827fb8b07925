//===- PrintAfter.h - the IR between passes ---------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_PRINTAFTER_H
#define PLEXUS_COMPILER_DRIVER_PRINTAFTER_H

#include "compiler/driver/Options.h"
#include "compiler/pipeline/Pipeline.h"
#include "llvm/Support/Error.h"

namespace plexus::driver {

/// Prints to `os` what passes on the way to `stage` leave behind, if
/// `--print-ir-after=` names them. A pass of functions is followed by the
/// function that it ran on.
void printAfterPasses(mlir::PassManager &passes, Stage stage,
                      const Options &options, llvm::raw_ostream &os);

/// Whether all that `--print-ir-after=` names is there and reached before
/// `last`; the error guesses at what was meant. `fuse` is that of the build,
/// as soon as it is known. Errors: Usage.
llvm::Error checkPrintAfter(const Options &options, const Target &target,
                            Stage last, bool fuse = true);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_PRINTAFTER_H
