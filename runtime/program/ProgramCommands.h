//===- ProgramCommands.h - the commands, one file each --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_PROGRAMCOMMANDS_H
#define PLEXUS_RUNTIME_PROGRAM_PROGRAMCOMMANDS_H

#include "runtime/program/CommandLine.h"

namespace plexus::host {

extern const Command trainCommand;          // Train.cpp
extern const Command evaluateCommand;       // Evaluate.cpp
extern const Command predictCommand;        // Predict.cpp
extern const Command gradientsCommand;      // Gradients.cpp
extern const Command checkGradientsCommand; // CheckGradients.cpp
extern const Command initCommand;           // Init.cpp
extern const Command infoCommand;           // Info.cpp
extern const Command benchCommand;          // Bench.cpp

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_PROGRAMCOMMANDS_H
