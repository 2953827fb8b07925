//===- Diagnostics.cpp - errors, notes and guesses about a source text ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/support/Diagnostics.h"

#include "text/ClosestMatch.h"

#include "llvm/ADT/STLExtras.h"

using namespace plexus;
using llvm::SMLoc;
using llvm::SMRange;
using llvm::StringRef;

namespace {

struct Row {
  const char *name;
  diag::Severity severity;
  const char *text;
};

constexpr Row rows[] = {
#define DIAG(id, severity, text) {#id, diag::Severity::severity, text},
#include "compiler/support/Diagnostics.def"
};

const Row &row(diag::Id id) { return rows[size_t(id)]; }

} // namespace

StringRef diag::name(Id id) { return row(id).name; }
diag::Severity diag::severity(Id id) { return row(id).severity; }
const char *diag::text(Id id) { return row(id).text; }

//===----------------------------------------------------------------------===//
// InFlight
//===----------------------------------------------------------------------===//

static Message makeMessage(SMRange range, diag::Id id,
                           llvm::ArrayRef<diag::Argument> args) {
  std::string text = diag::render(diag::text(id), args);
  Message message{id, diag::severity(id), std::move(text), range.Start, {}};
  if (range.isValid() && range.Start != range.End)
    message.ranges.push_back(range);
  return message;
}

InFlight::InFlight(InFlight &&other)
    : engine(std::exchange(other.engine, nullptr)),
      diagnostic(std::move(other.diagnostic)) {}

InFlight::~InFlight() {
  if (engine)
    engine->emit(diagnostic);
}

InFlight &InFlight::caret(SMLoc loc) {
  diagnostic.caret = loc;
  return *this;
}

InFlight &InFlight::also(SMRange range) {
  diagnostic.ranges.push_back(range);
  return *this;
}

InFlight &InFlight::fixIt(SMRange range, StringRef replacement) {
  diagnostic.fixIts.emplace_back(range, replacement);
  return *this;
}

InFlight &InFlight::addNote(SMRange range, diag::Id id,
                            llvm::ArrayRef<diag::Argument> args) {
  diagnostic.notes.push_back(makeMessage(range, id, args));
  diagnostic.notes.back().severity = diag::Severity::Note;
  return *this;
}

//===----------------------------------------------------------------------===//
// DiagnosticEngine
//===----------------------------------------------------------------------===//

DiagnosticEngine::DiagnosticEngine(llvm::SourceMgr &sources)
    : sourceMgr(sources), handler([&sources](const Diagnostic &diagnostic) {
        print(diagnostic, sources, llvm::errs());
      }) {}

/// Whether a guess is about all that stands in the range. It is not about a
/// name that a constant stands for, or a key with what is in it.
static bool isAbout(const diag::Guess &guess, SMRange range) {
  if (guess.meant.empty() || !range.isValid())
    return false;
  const char *begin = range.Start.getPointer();
  return StringRef(begin, range.End.getPointer() - begin) == guess.written;
}

InFlight DiagnosticEngine::start(SMRange range, diag::Id id,
                                 llvm::ArrayRef<diag::Argument> args) {
  Diagnostic diagnostic;
  static_cast<Message &>(diagnostic) = makeMessage(range, id, args);
  for (const diag::Argument &arg : args)
    if (arg.guess && isAbout(*arg.guess, range))
      diagnostic.fixIts.emplace_back(range, arg.guess->meant);
  return InFlight(*this, std::move(diagnostic));
}

void DiagnosticEngine::emit(const Diagnostic &diagnostic) {
  if (diagnostic.severity != diag::Severity::Error) {
    if (!isFull())
      handler(diagnostic);
    return;
  }
  ++errors;
  if (errors <= maxErrors)
    return handler(diagnostic);
  if (errors > maxErrors + 1)
    return;
  Diagnostic last;
  diag::Id id = diag::Id::too_many_errors;
  static_cast<Message &>(last) =
      makeMessage(SMRange(diagnostic.caret, diagnostic.caret), id, {maxErrors});
  handler(last);
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

static llvm::SourceMgr::DiagKind kindOf(diag::Severity severity) {
  switch (severity) {
  case diag::Severity::Error:
    return llvm::SourceMgr::DK_Error;
  case diag::Severity::Warning:
    return llvm::SourceMgr::DK_Warning;
  case diag::Severity::Note:
    return llvm::SourceMgr::DK_Note;
  }
  llvm_unreachable("a severity without a kind");
}

/// Whether a source line helps, and cannot do harm to a terminal.
static bool isShowable(StringRef line) {
  constexpr size_t longestShownLine = 400;
  std::string spaced = line.str();
  llvm::replace(spaced, '\t', ' ');
  return !line.trim().empty() && line.size() <= longestShownLine &&
         diag::shown(spaced, longestShownLine) == spaced;
}

static void printMessage(const Message &message,
                         llvm::ArrayRef<llvm::SMFixIt> fixIts,
                         const llvm::SourceMgr &sources,
                         llvm::raw_ostream &os) {
  llvm::SourceMgr::DiagKind kind = kindOf(message.severity);
  constexpr size_t longestName = 4300;
  llvm::SMDiagnostic found = sources.GetMessage(
      message.caret, kind, message.text, message.ranges, fixIts);
  std::string file = diag::shown(found.getFilename(), longestName);
  if (isShowable(found.getLineContents()))
    return sources.PrintMessage(
        os, llvm::SMDiagnostic(sources, message.caret, file, found.getLineNo(),
                               found.getColumnNo(), kind, message.text,
                               found.getLineContents(), found.getRanges(),
                               found.getFixIts()));
  os << file << ':' << found.getLineNo() << ':' << found.getColumnNo() + 1
     << ": ";
  llvm::SMDiagnostic("", kind, message.text).print(nullptr, os);
}

void plexus::print(const Diagnostic &diagnostic, const llvm::SourceMgr &sources,
                   llvm::raw_ostream &os) {
  printMessage(diagnostic, diagnostic.fixIts, sources, os);
  for (const Message &note : diagnostic.notes)
    printMessage(note, {}, sources, os);
}

StringRef plexus::closestMatch(StringRef word,
                               llvm::ArrayRef<StringRef> candidates) {
  return text::closestMatch(word, candidates);
}
