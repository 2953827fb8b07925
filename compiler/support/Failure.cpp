//===- Failure.cpp - a failure and the status it ends with ----------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/support/Failure.h"

#include "compiler/support/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"

using namespace plexus;

char Failure::ID = 0;

ExitStatus plexus::report(llvm::Error error, llvm::raw_ostream &err) {
  ExitStatus status = ExitStatus::Internal;
  llvm::handleAllErrors(std::move(error), [&](const llvm::ErrorInfoBase &info) {
    if (info.isA<Failure>())
      status = static_cast<const Failure &>(info).status;
    err << "plexc: error: " << info.message() << "\n";
  });
  return status;
}

std::string plexus::quoted(llvm::StringRef path) { return diag::quoted(path); }

std::string plexus::reason(std::error_code error) {
  std::string text = error.message();
  if (!text.empty())
    text[0] = llvm::toLower(text[0]);
  return text;
}
