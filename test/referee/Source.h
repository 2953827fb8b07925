//===- Source.h - a network from its text ---------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_TEST_REFEREE_SOURCE_H
#define PLEXUS_TEST_REFEREE_SOURCE_H

#include "compiler/program/Settings.h"
#include "compiler/support/Diagnostics.h"
#include "dialects/nn/ops/Network.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/SourceMgr.h"

namespace plexus::referee {

/// A text in the language and what the front end makes of it.
class Source {
public:
  /// `precision` overrides that of the build. The name is for messages.
  Source(mlir::MLIRContext &context, llvm::StringRef text,
         frontend::Precision precision, llvm::StringRef name = "network.plx");

  /// Null where there are errors.
  mlir::ModuleOp module() { return imported ? *imported : mlir::ModuleOp(); }
  nn::NetworkOp network();
  const frontend::Settings &settings() const { return *read; }

  /// What was reported, `line:column: error: …` and notes, one a line. Empty
  /// where all is well.
  const std::string &messages() const { return reported; }

private:
  llvm::SourceMgr sources;
  std::optional<frontend::Settings> read;
  mlir::OwningOpRef<mlir::ModuleOp> imported;
  std::string reported;
};

} // namespace plexus::referee

#endif // PLEXUS_TEST_REFEREE_SOURCE_H
