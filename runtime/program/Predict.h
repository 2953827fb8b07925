//===- Predict.h - outputs for rows ---------------------------------------===//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
#ifndef PLEXUS_RUNTIME_PROGRAM_PREDICT_H
#define PLEXUS_RUNTIME_PROGRAM_PREDICT_H

#include "runtime/session/Session.h"

#include <vector>

namespace plexus::host {

/// One array for each output, over the first `count` rows, in batches of
/// `batch` rows. The bits do not depend on `batch`.
std::vector<Array> predictRows(Session &session, const Rows &rows,
                               uint64_t count, uint64_t batch);

} // namespace plexus::host

#endif // PLEXUS_RUNTIME_PROGRAM_PREDICT_H
