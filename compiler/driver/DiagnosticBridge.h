//===- DiagnosticBridge.h - two engines, one voice --------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_DIAGNOSTICBRIDGE_H
#define PLEXUS_COMPILER_DRIVER_DIAGNOSTICBRIDGE_H

#include "compiler/support/Diagnostics.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"

namespace plexus::driver {

/// Prints what the front end's engine and the engine of an MLIRContext report
/// in one form: `file:line:col: error: text`, the source line and its ranges.
/// Where a location of MLIR is nested, the innermost place in a file of the
/// SourceMgr counts.
class DiagnosticBridge {
public:
  enum class Mode {
    Print,
    /// Prints nothing, and keeps what the front end reports for `deliver`.
    Verify
  };

  DiagnosticBridge(DiagnosticEngine &engine, mlir::MLIRContext &context,
                   llvm::raw_ostream &os, Mode mode);
  ~DiagnosticBridge();
  DiagnosticBridge(const DiagnosticBridge &) = delete;

  /// Hands what was kept to MLIR's engine, for a verifier to hear. Not at once,
  /// because the importer listens there while it reports.
  void deliver();

  /// Whether there were errors, and all about `--set` or another option rather
  /// than about a file.
  bool blamesCommandLine() const { return aboutOptions && !aboutFiles; }

private:
  void countBlame(const Diagnostic &diagnostic);
  void print(mlir::Diagnostic &diagnostic);
  Message convert(mlir::Diagnostic &diagnostic);
  llvm::SMRange rangeOf(mlir::FileLineColRange range);
  llvm::SMRange innermostRange(mlir::Location location);

  DiagnosticEngine &engine;
  mlir::MLIRContext &context;
  llvm::raw_ostream &os;
  llvm::SourceMgr &sources;
  Mode mode;
  mlir::DiagnosticEngine::HandlerID handler = 0;
  std::vector<Diagnostic> kept;
  unsigned errors = 0; // of MLIR's engine
  bool aboutOptions = false, aboutFiles = false;
};

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_DIAGNOSTICBRIDGE_H
