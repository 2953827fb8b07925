//===- DiagnosticBridge.cpp - two engines, one voice ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/DiagnosticBridge.h"

#include "compiler/import/Locations.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"

using namespace plexus;
using namespace plexus::driver;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;
using mlir::DiagnosticSeverity;

static StringRef wordOf(diag::Severity severity) {
  switch (severity) {
  case diag::Severity::Error:
    return "error";
  case diag::Severity::Warning:
    return "warning";
  case diag::Severity::Note:
    return "note";
  }
  llvm_unreachable("a severity without a word");
}

/// Like plexus::print, but what is about no place names the program.
static void printPlaced(const Diagnostic &diagnostic,
                        const llvm::SourceMgr &sources, llvm::raw_ostream &os) {
  if (diagnostic.caret.isValid())
    plexus::print(diagnostic, sources, os);
  else
    os << "plexc: " << wordOf(diagnostic.severity) << ": " << diagnostic.text
       << "\n";
}

DiagnosticBridge::DiagnosticBridge(DiagnosticEngine &engine,
                                   mlir::MLIRContext &context,
                                   llvm::raw_ostream &os, Mode mode)
    : engine(engine), context(context), os(os), sources(engine.sources()),
      mode(mode) {
  engine.setHandler([this](const Diagnostic &d) {
    countBlame(d);
    if (this->mode == Mode::Verify)
      kept.push_back(d);
    else
      printPlaced(d, sources, this->os);
  });
  // Users wrote no operations, so errors do not show them.
  context.printOpOnDiagnostic(false);
  if (mode == Mode::Print)
    handler = context.getDiagEngine().registerHandler(
        [this](mlir::Diagnostic &d) { return print(d), mlir::success(); });
}

/// The front end gives a place to every error in a file; the text of a `--set`
/// is in a buffer of that name.
void DiagnosticBridge::countBlame(const Diagnostic &diagnostic) {
  if (diagnostic.severity != diag::Severity::Error)
    return;
  unsigned buffer = sources.FindBufferContainingLoc(diagnostic.caret);
  bool isOption =
      !diagnostic.caret.isValid() || buffer == 0 ||
      sources.getMemoryBuffer(buffer)->getBufferIdentifier() == "--set";
  (isOption ? aboutOptions : aboutFiles) = true;
}

DiagnosticBridge::~DiagnosticBridge() {
  engine.setHandler([](const Diagnostic &) {});
  if (mode == Mode::Print)
    context.getDiagEngine().eraseHandler(handler);
}

//===----------------------------------------------------------------------===//
// From the front end to MLIR
//===----------------------------------------------------------------------===//

/// The range that begins at the caret, or the caret alone.
static SMRange rangeAtCaret(const Message &message) {
  for (SMRange range : message.ranges)
    if (range.Start == message.caret)
      return range;
  return SMRange(message.caret, message.caret);
}

static DiagnosticSeverity severityOf(diag::Severity severity) {
  switch (severity) {
  case diag::Severity::Error:
    return DiagnosticSeverity::Error;
  case diag::Severity::Warning:
    return DiagnosticSeverity::Warning;
  case diag::Severity::Note:
    return DiagnosticSeverity::Remark;
  }
  llvm_unreachable("a severity that MLIR has no word for");
}

void DiagnosticBridge::deliver() {
  frontend::Locations locations(context, sources);
  for (const Diagnostic &diagnostic : std::exchange(kept, {})) {
    mlir::InFlightDiagnostic inFlight =
        context.getDiagEngine().emit(locations.of(rangeAtCaret(diagnostic)),
                                     severityOf(diagnostic.severity));
    inFlight << diagnostic.text;
    for (const Message &note : diagnostic.notes)
      inFlight.attachNote(locations.of(rangeAtCaret(note))) << note.text;
  }
}

//===----------------------------------------------------------------------===//
// From MLIR to the reader
//===----------------------------------------------------------------------===//

SMRange DiagnosticBridge::rangeOf(mlir::FileLineColRange range) {
  for (unsigned buffer = 1; buffer <= sources.getNumBuffers(); ++buffer) {
    const llvm::MemoryBuffer *memory = sources.getMemoryBuffer(buffer);
    if (memory->getBufferIdentifier() != range.getFilename().getValue())
      continue;
    SMLoc begin = sources.FindLocForLineAndColumn(buffer, range.getStartLine(),
                                                  range.getStartColumn());
    SMLoc end = sources.FindLocForLineAndColumn(buffer, range.getEndLine(),
                                                range.getEndColumn());
    bool isRange = begin.isValid() && end.isValid() &&
                   begin.getPointer() < end.getPointer();
    return SMRange(begin, isRange ? end : begin);
  }
  return SMRange();
}

SMRange DiagnosticBridge::innermostRange(mlir::Location location) {
  if (auto range = mlir::dyn_cast<mlir::FileLineColRange>(location))
    return rangeOf(range);
  if (auto named = mlir::dyn_cast<mlir::NameLoc>(location))
    return innermostRange(named.getChildLoc());
  if (auto call = mlir::dyn_cast<mlir::CallSiteLoc>(location))
    return innermostRange(call.getCallee());
  if (auto opaque = mlir::dyn_cast<mlir::OpaqueLoc>(location))
    return innermostRange(opaque.getFallbackLocation());
  if (auto fused = mlir::dyn_cast<mlir::FusedLoc>(location))
    for (mlir::Location part : fused.getLocations())
      if (SMRange range = innermostRange(part); range.isValid())
        return range;
  return SMRange();
}

static diag::Severity severityOf(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error:
    return diag::Severity::Error;
  case DiagnosticSeverity::Warning:
    return diag::Severity::Warning;
  case DiagnosticSeverity::Note:
  case DiagnosticSeverity::Remark:
    return diag::Severity::Note;
  }
  llvm_unreachable("a severity that the front end has no word for");
}

Message DiagnosticBridge::convert(mlir::Diagnostic &diagnostic) {
  Message message{};
  message.severity = severityOf(diagnostic.getSeverity());
  message.text = diag::shown(diagnostic.str(), /*limit=*/1000);
  SMRange range = innermostRange(diagnostic.getLocation());
  message.caret = range.Start;
  if (range.isValid() && range.Start != range.End)
    message.ranges.push_back(range);
  return message;
}

void DiagnosticBridge::print(mlir::Diagnostic &diagnostic) {
  if (diagnostic.getSeverity() == DiagnosticSeverity::Error &&
      ++errors > DiagnosticEngine::maxErrors)
    return;
  aboutFiles |= diagnostic.getSeverity() == DiagnosticSeverity::Error;
  Diagnostic converted;
  static_cast<Message &>(converted) = convert(diagnostic);
  printPlaced(converted, sources, os);
  for (mlir::Diagnostic &note : diagnostic.getNotes()) {
    static_cast<Message &>(converted) = convert(note);
    printPlaced(converted, sources, os);
  }
}
