//===- SavedWeights.h - where a command saves weights ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_SAVEDWEIGHTS_H
#define PLEXUS_RUNTIME_PROGRAM_SAVEDWEIGHTS_H

#include "runtime/program/CommandFiles.h"
#include "runtime/session/Session.h"

#include <string>
#include <string_view>

namespace plexus::host {

/// The file of --save, or the program's own, which is there without having been
/// asked for: what is in it before, maybe better weights, stays beside it as
/// FILE.previous.
class SavedWeights {
public:
  /// Notes among `files` what will be written, and fails as they do; the file
  /// may be the one that the option `replaced` reads.
  SavedWeights(const Program &program, const Options &options,
               CommandFiles &files, std::string_view replaced = {});

  void save(Session &session) const;

  /// "saved w.safetensors; what was there is w.safetensors.previous"
  std::string text() const;

private:
  std::string file;
  std::string keptAs;
  bool replaces = false;
};

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_SAVEDWEIGHTS_H
