//===- Source.cpp - a network from its text -------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "test/referee/Source.h"

#include "compiler/import/Import.h"
#include "compiler/program/Modules.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/MemoryBuffer.h"

namespace plexus::referee {

Source::Source(mlir::MLIRContext &context, llvm::StringRef text,
               frontend::Precision precision, llvm::StringRef name) {
  DiagnosticEngine engine(sources);
  engine.setHandler([&](const Diagnostic &diagnostic) {
    std::pair<unsigned, unsigned> place;
    if (diagnostic.caret.isValid())
      place = sources.getLineAndColumn(diagnostic.caret);
    const char *severity =
        diagnostic.severity == diag::Severity::Error ? "error" : "warning";
    llvm::raw_string_ostream(reported)
        << place.first << ":" << place.second << ": " << severity << ": "
        << diagnostic.text << "\n";
  });
  mlir::ScopedDiagnosticHandler listener(
      &context, [&](mlir::Diagnostic &diagnostic) {
        llvm::raw_string_ostream(reported) << "error: " << diagnostic << "\n";
      });
  unsigned buffer = sources.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBufferCopy(text, name), llvm::SMLoc());
  frontend::Program program = frontend::loadProgram(buffer, engine);
  if (engine.hasErrors())
    return;
  read = frontend::readSettings(program, frontend::namesOf(*program.network),
                                frontend::dialectWords(context), "", engine);
  if (!read)
    return;
  read->precision = precision;
  if (!frontend::checkPrecision(*read, engine))
    return;
  imported = frontend::importNetwork(context, program, *read, sources, engine);
  if (!imported || engine.hasErrors() ||
      mlir::failed(mlir::verify(*imported))) {
    if (reported.empty())
      reported = "error: the network was refused without a word\n";
    imported = {};
  }
}

nn::NetworkOp Source::network() {
  return *module().getOps<nn::NetworkOp>().begin();
}

} // namespace plexus::referee
