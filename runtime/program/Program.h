//===- Program.h - the program that a compiled network becomes -----------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_PROGRAM_H
#define PLEXUS_RUNTIME_PROGRAM_PROGRAM_H

#include "runtime/core/plexus.h"
#include "runtime/program/CommandLine.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <string>

namespace plexus::host {

/// Where the output of a program goes.
struct Terminal {
  bool live = false;    ///< standard output is a terminal
  bool unicode = false; ///< it shows UTF-8
  bool colour = false;
  unsigned width = 80;
};

/// What a command works with.
struct Program {
  const plx_model &model;
  Identity identity;
  std::ostream &out; ///< results
  std::ostream &err; ///< diagnostics
  Terminal terminal;
  nlohmann::json description; ///< plx_model.program

  /// Prints `program: warning: text`.
  void warn(const std::string &text);
};

/// Runs one command line and returns the exit status (see Errors.h). Every
/// failure is one line on `err`. `argv[0]` gives the program its name.
int runProgram(const plx_model &model, int argc, const char *const *argv,
               std::ostream &out, std::ostream &err,
               const Terminal &terminal = {});

/// The same on the process's own streams and terminal: the whole of `main`.
int runProgram(const plx_model &model, int argc, char **argv);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_PROGRAM_H
