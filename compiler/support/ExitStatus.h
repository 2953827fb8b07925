//===- ExitStatus.h - what plexc's exit status says -------------*- C++ -*-===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_COMPILER_SUPPORT_EXITSTATUS_H
#define PLEXUS_COMPILER_SUPPORT_EXITSTATUS_H

namespace plexus {

/// The numbers are those of sysexits.h. `--help` lists them.
enum class ExitStatus : int {
  Ok = 0,
  Different = 1,     ///< `fmt --check`: a file is not in the one style
  Usage = 64,        ///< the command line is wrong
  BadSpec = 65,      ///< a file is there but what it says is wrong
  NoInput = 66,      ///< a file is missing, unreadable or not a regular file
  Unavailable = 69,  ///< a tool or device that is needed is not there
  Internal = 70,     ///< our mistake
  OutOfMemory = 71,  ///< not enough memory
  CannotCreate = 73, ///< an output cannot be created
  InputOutput = 74,  ///< reading or writing failed half way
};

} // namespace plexus

#endif // PLEXUS_COMPILER_SUPPORT_EXITSTATUS_H
