//===- Driver.cpp - plexc as a library ------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "compiler/driver/Driver.h"

#include "compiler/driver/Compile.h"
#include "compiler/driver/FormatFiles.h"
#include "compiler/driver/Options.h"
#include "compiler/support/Failure.h"

using namespace plexus;
using namespace plexus::driver;

static ExitStatus runCommand(const Options &options,
                             const std::string &executable,
                             llvm::raw_ostream &out, llvm::raw_ostream &err) {
  switch (options.command) {
  case Command::Compile:
  case Command::Check:
    return compile(options, executable, out, err);
  case Command::Format:
    return formatFiles(options, out, err);
  }
  llvm_unreachable("a command that nothing runs");
}

/// Whatever was printed has to arrive.
static ExitStatus finish(ExitStatus status, llvm::raw_fd_ostream &out,
                         llvm::raw_ostream &err) {
  out.flush();
  std::error_code error = out.error();
  out.clear_error();
  if (!error || status != ExitStatus::Ok)
    return status;
  return report(fail(ExitStatus::InputOutput,
                     "cannot write standard output: " + reason(error)),
                err);
}

int plexus::driver::run(std::vector<std::string> arguments,
                        const std::string &executable,
                        llvm::raw_fd_ostream &out, llvm::raw_ostream &err) {
  Request request = parseArguments(std::move(arguments));
  ExitStatus status = ExitStatus::Ok;
  if (!request.error.empty())
    status = report(fail(ExitStatus::Usage, request.error), err);
  else if (!request.options)
    out << request.text;
  else
    status = runCommand(*request.options, executable, out, err);
  return int(finish(status, out, err));
}
