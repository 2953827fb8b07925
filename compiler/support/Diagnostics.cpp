//===- Diagnostics.cpp - errors, notes and guesses about a source text ----===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#include "compiler/support/Diagnostics.h"

#include "text/ClosestMatch.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

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

std::string diag::shown(StringRef text, size_t limit) {
  std::string repaired;
  if (!llvm::json::isUTF8(text))
    text = repaired = llvm::json::fixUTF8(text);
  std::string result;
  for (size_t i = 0; i != text.size(); ++i) {
    unsigned char c = text[i];
    bool startsCharacter = (c & 0xC0) != 0x80;
    if (result.size() >= limit && startsCharacter)
      return result + "…";
    if (c == '\n')
      result += "\\n";
    else if (c < 0x20 || c == 0x7F)
      result += "\\x" + llvm::utohexstr(c, /*LowerCase=*/true, /*Width=*/2);
    else if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      // Some terminals obey these too: C1.
      result +=
          "\\xc2\\x" + llvm::utohexstr(static_cast<unsigned char>(text[++i]),
                                       /*LowerCase=*/true);
    else
      result += char(c);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// InFlight
//===----------------------------------------------------------------------===//

static Message makeMessage(SMRange range, diag::Id id, std::string text) {
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

InFlight &InFlight::addNote(SMRange range, diag::Id id, std::string text) {
  diagnostic.notes.push_back(makeMessage(range, id, std::move(text)));
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

InFlight DiagnosticEngine::start(SMRange range, diag::Id id, std::string text) {
  Diagnostic diagnostic;
  static_cast<Message &>(diagnostic) = makeMessage(range, id, std::move(text));
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
      makeMessage(SMRange(diagnostic.caret, diagnostic.caret), id,
                  diag::format(id, maxErrors));
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
