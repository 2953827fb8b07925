//===- InitReport.h - what many initialisations show ---------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_INITREPORT_H
#define PLEXUS_RUNTIME_PROGRAM_INITREPORT_H

#include "runtime/program/InitTrials.h"
#include "runtime/program/Program.h"

namespace plexus::host {

/// What `init --trials` found, with what.
struct InitReport {
  const plx_model &model;
  std::vector<LayerTrials> trials; ///< one for each layer
  uint64_t seed, count, rows;
};

/// Two tables for people, from the first layer forward and from the last back,
/// and the layers of which half is dead.
void printTables(Program &program, const InitReport &report);

void printJson(std::ostream &out, const InitReport &report);

/// Warns of what went wrong in some of the starts, a line a layer.
void warnOf(Program &program, const InitReport &report);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_INITREPORT_H
