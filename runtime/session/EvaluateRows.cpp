//===- EvaluateRows.cpp - losses and metrics over rows --------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#include "runtime/session/EvaluateRows.h"

#include "runtime/session/Results.h"

#include <algorithm>

namespace plexus::host {

std::vector<double> evaluateRows(Session &session, Batch &buffer,
                                 const Rows &rows) {
  ResultMeans means(session.model);
  for (uint64_t first = 0; first < rows.count; first += buffer.capacity()) {
    buffer.copy(rows, first, std::min(buffer.capacity(), rows.count - first));
    means.add(session.evaluate(buffer), buffer.rows());
  }
  return means.finished();
}

} // namespace plexus::host
