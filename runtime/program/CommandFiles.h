//===- CommandFiles.h - which files a command reads and writes ------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_COMMANDFILES_H
#define PLEXUS_RUNTIME_PROGRAM_COMMANDFILES_H

#include "runtime/program/Program.h"

#include <string>
#include <string_view>
#include <vector>

namespace plexus::host {

/// The files that one command names, so that no output destroys another one or
/// something that is read. Files are the same if they are one file on disk,
/// whatever they are called; those that are not there yet, if they have one
/// name in one folder.
class CommandFiles {
public:
  /// Begins with what is read: --weights, every --input, and the files that
  /// `data` and `weights` of the source name, also where this command leaves
  /// them alone.
  CommandFiles(const Program &program, const Options &options);

  /// Notes a file that is read; `what` says which, e.g. "--weights".
  void reads(std::string what, const std::string &path);

  /// Notes a file that is written, before any work is done for it. It may be
  /// the one that `replaced` reads. Fails (73) where it cannot be created and
  /// (64) where it is another file of this command.
  void writes(std::string what, const std::string &path,
              std::string_view replaced = {});

private:
  struct Use {
    std::string what, identity;
  };
  std::vector<Use> uses;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_COMMANDFILES_H
