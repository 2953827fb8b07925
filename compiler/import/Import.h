//===- Import.h - from syntax tree to the nn dialect ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_IMPORT_IMPORT_H
#define PLEXUS_COMPILER_IMPORT_IMPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>
#include <vector>

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace plexus {
class DiagnosticEngine;

namespace frontend {
struct DialectWords;
struct Program;
struct Settings;

/// The words of the dialect's ops, as `readSettings` wants them.
DialectWords dialectWords(mlir::MLIRContext &context);

/// A module with one `nn.network`: the network of the program with its blocks
/// written out, shapes inferred, parameters with their distributions, and what
/// `train`, `weights` and `build` say about them. Loads the dialects it needs.
/// Null after errors, of which there may be several.
mlir::OwningOpRef<mlir::ModuleOp> importNetwork(mlir::MLIRContext &context,
                                                const Program &program,
                                                const Settings &settings,
                                                llvm::SourceMgr &sources,
                                                DiagnosticEngine &engine);

/// 64 bits of all that the network means, as hexadecimal digits: what two
/// compilations have in common that compute the same from the same parameters.
std::string networkFingerprint(mlir::ModuleOp module);

} // namespace frontend
} // namespace plexus

#endif // PLEXUS_COMPILER_IMPORT_IMPORT_H
