//===- EvaluateRows.h - losses and metrics over rows ----------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_SESSION_EVALUATEROWS_H
#define PLEXUS_RUNTIME_SESSION_EVALUATEROWS_H

#include "runtime/session/Session.h"

#include <vector>

namespace plexus::host {

/// One number for each result over all `rows`, in batches of `buffer`'s
/// capacity; each batch counts by its rows.
std::vector<double> evaluateRows(Session &session, Batch &buffer,
                                 const Rows &rows);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_SESSION_EVALUATEROWS_H
