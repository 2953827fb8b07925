//===- SavedWeights.cpp - where a command saves weights -------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/program/SavedWeights.h"

#include "runtime/files/AtomicFile.h"
#include "runtime/files/Errors.h"
#include "runtime/program/ProgramInputs.h"
#include "runtime/train/Weights.h"

#include <filesystem>

namespace plexus::host {

SavedWeights::SavedWeights(const Program &program, const Options &options,
                           CommandFiles &files, std::string_view replaced)
    : file(options.save.empty() ? ownWeightsFile(program) : options.save) {
  files.writes("--save", file, replaced);
  int linkError = 0;
  if (options.save.empty())
    keptAs = followLinks(file, linkError) + ".previous";
  replaces = !keptAs.empty() && std::filesystem::exists(file);
  if (replaces)
    files.writes("the weights before these", keptAs);
}

void SavedWeights::save(Session &session) const {
  saveWeights(session, file, keptAs);
}

std::string SavedWeights::text() const {
  std::string text = "saved " + shown(file);
  if (replaces)
    text += "; what was there is " + shown(keptAs);
  return text;
}

} // namespace plexus::host
