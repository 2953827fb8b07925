//===- Driver.h - plexc as a library ----------------------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_DRIVER_DRIVER_H
#define PLEXUS_COMPILER_DRIVER_DRIVER_H

#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace plexus::driver {

/// Runs one command line (without the program's name) and returns the exit
/// status (ExitStatus.h). Results go to `out`, diagnostics to `err`; success
/// is silent. The runtime that programs are linked with is found from where
/// `executable` lies.
int run(std::vector<std::string> arguments, const std::string &executable,
        llvm::raw_fd_ostream &out, llvm::raw_ostream &err);

} // namespace plexus::driver

#endif // PLEXUS_COMPILER_DRIVER_DRIVER_H
