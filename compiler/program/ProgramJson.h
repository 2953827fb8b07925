//===- ProgramJson.h - what a generated program knows of its source -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_PROGRAM_PROGRAMJSON_H
#define PLEXUS_COMPILER_PROGRAM_PROGRAMJSON_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace plexus::frontend {

struct Settings;

/// `data`, `train` and the loading of `weights` as one line of JSON, for
/// plx_model.program. Keys stand in a fixed order, numbers are the shortest
/// that read back as the same, and a record that was not written is left out.
/// `network` is the fingerprint of the network, if it is known.
std::string programJson(const Settings &settings, llvm::StringRef network = {});

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_PROGRAM_PROGRAMJSON_H
