//===- ProgramJson.h - what a generated program knows of its source -------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.

#ifndef PLEXUS_COMPILER_FRONTEND_PROGRAMJSON_H
#define PLEXUS_COMPILER_FRONTEND_PROGRAMJSON_H

#include <string>

namespace plexus::frontend {

struct Settings;

/// `data`, `train` and the loading of `weights` as one line of JSON, for
/// plx_model.program. Keys stand in a fixed order, numbers are the shortest
/// that read back as the same, and a record that was not written is left out.
std::string programJson(const Settings &settings);

} // namespace plexus::frontend

#endif // PLEXUS_COMPILER_FRONTEND_PROGRAMJSON_H
