//===- Diagnostics.h - errors, notes and guesses about a source text ------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_SUPPORT_DIAGNOSTICS_H
#define PLEXUS_COMPILER_SUPPORT_DIAGNOSTICS_H

#include "compiler/support/Template.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LogicalResult.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <functional>
#include <optional>
#include <string>

namespace plexus {

namespace diag {

enum class Severity { Error, Warning, Note };

/// One enumerator for each row of Diagnostics.def.
enum class Id {
#define DIAG(id, severity, text) id,
#include "compiler/support/Diagnostics.def"
};

/// How many rows there are.
inline constexpr unsigned count = 0
#define DIAG(id, severity, text) +1
#include "compiler/support/Diagnostics.def"
    ;

/// The row's first column, for tests and tools.
llvm::StringRef name(Id id);
Severity severity(Id id);
/// The message with its fields: see Template.h.
const char *text(Id id);

} // namespace diag

/// A message and where it points. A note points at the other half.
struct Message {
  diag::Id id;
  diag::Severity severity;
  std::string text;
  llvm::SMLoc caret; // invalid if the message is about no place in a file
  llvm::SmallVector<llvm::SMRange, 2> ranges;
};

struct Diagnostic : Message {
  llvm::SmallVector<Message, 1> notes;
  llvm::SmallVector<llvm::SMFixIt, 0> fixIts;
};

class DiagnosticEngine;

/// A diagnostic that is handed over when this object goes out of scope.
class InFlight {
public:
  InFlight(InFlight &&other);
  InFlight(const InFlight &) = delete;
  ~InFlight();

  /// Puts the `^` at `loc` and keeps the ranges: `a + x` as `~ ^ ~`.
  InFlight &caret(llvm::SMLoc loc);
  /// Underlines one more range.
  InFlight &also(llvm::SMRange range);
  /// Says that `range` should read `replacement`.
  InFlight &fixIt(llvm::SMRange range, llvm::StringRef replacement);

  template <typename... Args>
  InFlight &note(llvm::SMRange range, diag::Id id, const Args &...args) {
    return addNote(range, id, {diag::Argument(args)...});
  }

  operator llvm::LogicalResult() const { return llvm::failure(); }

private:
  friend class DiagnosticEngine;
  InFlight(DiagnosticEngine &engine, Diagnostic diagnostic)
      : engine(&engine), diagnostic(std::move(diagnostic)) {}
  InFlight &addNote(llvm::SMRange range, diag::Id id,
                    llvm::ArrayRef<diag::Argument> args);

  DiagnosticEngine *engine; // null once moved from
  Diagnostic diagnostic;
};

/// Collects what there is to say about the buffers of one SourceMgr, at most
/// `maxErrors` errors a run, and hands it to the handler in order.
class DiagnosticEngine {
public:
  using Handler = std::function<void(const Diagnostic &)>;
  static constexpr unsigned maxErrors = 20;

  /// The default handler prints to stderr.
  explicit DiagnosticEngine(llvm::SourceMgr &sources);

  void setHandler(Handler newHandler) { handler = std::move(newHandler); }
  llvm::SourceMgr &sources() const { return sourceMgr; }

  /// Reports at `range`, with the caret at its start. An invalid range makes
  /// a message without a place. A guess at what stands there is a fix-it too.
  template <typename... Args>
  InFlight report(llvm::SMRange range, diag::Id id, const Args &...args) {
    return start(range, id, {diag::Argument(args)...});
  }
  template <typename... Args>
  InFlight report(llvm::SMLoc loc, diag::Id id, const Args &...args) {
    return start(llvm::SMRange(loc, loc), id, {diag::Argument(args)...});
  }

  /// Errors so far, those beyond the limit included.
  unsigned errorCount() const { return errors; }
  bool hasErrors() const { return errors != 0; }
  /// True when further errors would not be shown: time to stop.
  bool isFull() const { return errors > maxErrors; }

private:
  friend class InFlight;
  InFlight start(llvm::SMRange range, diag::Id id,
                 llvm::ArrayRef<diag::Argument> args);
  void emit(const Diagnostic &diagnostic);

  llvm::SourceMgr &sourceMgr;
  Handler handler;
  unsigned errors = 0;
};

/// Prints `file:line:col: error: …` with the source line, ranges, notes and
/// fix-its. A source line is not shown if it is empty, has over 400 bytes,
/// control characters or what is not UTF-8.
void print(const Diagnostic &diagnostic, const llvm::SourceMgr &sources,
           llvm::raw_ostream &os);

/// The candidate that `word` was probably meant to be: see ClosestMatch.h.
llvm::StringRef closestMatch(llvm::StringRef word,
                             llvm::ArrayRef<llvm::StringRef> candidates);

} // namespace plexus

#endif // PLEXUS_COMPILER_SUPPORT_DIAGNOSTICS_H
