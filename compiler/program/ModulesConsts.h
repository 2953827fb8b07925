//===- ModulesConsts.h - the values of a module's consts ------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_MODULESCONSTS_H
#define PLEXUS_COMPILER_PROGRAM_MODULESCONSTS_H

namespace plexus {
class DiagnosticEngine;

namespace frontend {
struct Module;

/// Binds the module's own consts, which may use each other in any order and
/// those that are bound already. A const that has an error, or that uses one,
/// is left unbound.
void evaluateConsts(Module &module, DiagnosticEngine &engine);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_PROGRAM_MODULESCONSTS_H
