//===- Failure.h - a failure and the status it ends with --------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_SUPPORT_FAILURE_H
#define PLEXUS_COMPILER_SUPPORT_FAILURE_H

#include "compiler/support/ExitStatus.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace plexus {

/// A failure that is about no place in a source text: a status and one line.
class Failure : public llvm::ErrorInfo<Failure> {
public:
  static char ID;

  Failure(ExitStatus status, const llvm::Twine &message)
      : status(status), message(message.str()) {}

  void log(llvm::raw_ostream &os) const override { os << message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

  const ExitStatus status;
  const std::string message;
};

inline llvm::Error fail(ExitStatus status, const llvm::Twine &message) {
  return llvm::make_error<Failure>(status, message);
}

/// Prints `plexc: error: …` and returns the status to end with.
ExitStatus report(llvm::Error error, llvm::raw_ostream &err);

/// `path` in backticks, on one line, cut if it is very long.
std::string quoted(llvm::StringRef path);

/// The system's reason as a message of ours: `no such file or directory`.
std::string reason(std::error_code error);

} // namespace plexus

#endif // PLEXUS_COMPILER_SUPPORT_FAILURE_H
